import { own, sameJson, textAt } from "../../model/json.ts";
import { entriesOf } from "../facts.ts";
import { pairEntries } from "../pair.ts";
import { show } from "../phrase.ts";
import { defineRule, specsOf } from "../rule.ts";

/** A subset that keeps its name and means other workloads: its traffic moves without a route being touched. */
export const subsetRelabelled = defineRule({
  name: "subset-relabelled",
  kinds: ["DestinationRule"],
  check(change) {
    const specs = specsOf(change);
    if (specs === undefined) return undefined;
    const { pairs } = pairEntries(entriesOf(own(specs.before, "subsets")), entriesOf(own(specs.after, "subsets")), [
      (subset) => textAt(subset, "name"),
    ]);
    const other = pairs.find(
      ({ before, after }) => sameJson(own(before, "name"), own(after, "name")) && !sameJson(own(before, "labels"), own(after, "labels")),
    );
    return other && { level: "medium", why: `subset ${show(own(other.after, "name") ?? "?")} now means other workloads` };
  },
});
