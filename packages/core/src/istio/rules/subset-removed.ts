import { own, textAt, type JsonObject } from "../../model/json.ts";
import { entriesOf } from "../facts.ts";
import { show, some } from "../phrase.ts";
import { defineRule, specsOf } from "../rule.ts";

const subsetsOf = (spec: JsonObject): string[] => entriesOf(own(spec, "subsets")).flatMap((subset) => textAt(subset, "name") ?? []);

/** A subset that routes may still name: they then lead to no cluster. */
export const subsetRemoved = defineRule({
  name: "subset-removed",
  kinds: ["DestinationRule"],
  check(change) {
    const specs = specsOf(change);
    if (specs === undefined) return undefined;
    const kept = new Set(subsetsOf(specs.after));
    const gone = subsetsOf(specs.before).filter((subset) => !kept.has(subset));
    return gone.length === 0 ? undefined : { level: "high", why: `routes to subset ${some(gone.map(show))} fail with 503` };
  },
});
