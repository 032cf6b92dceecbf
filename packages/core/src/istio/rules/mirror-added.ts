import { sameJson } from "../../model/json.ts";
import { defineRule, specsOf } from "../rule.ts";
import { pairedRoutes } from "../states.ts";
import { mirrorsOf, targetOf } from "../summary/mirror.ts";

/** Requests that another service gets too, writes included. */
export const mirrorAdded = defineRule({
  name: "mirror-added",
  kinds: ["VirtualService"],
  check(change) {
    const specs = specsOf(change);
    if (specs === undefined) return undefined;
    const fresh = pairedRoutes(change).flatMap(({ pairs, added }) => [
      ...pairs.flatMap(({ before, after }) =>
        mirrorsOf(after).filter((mirror) => !mirrorsOf(before).some((other) => sameJson(mirror, other))),
      ),
      ...added.flatMap(({ entry }) => mirrorsOf(entry)),
    ]);
    return fresh.length === 0 ? undefined : { level: "low", why: `${targetOf(fresh[0])} gets a copy of the requests, writes included` };
  },
});
