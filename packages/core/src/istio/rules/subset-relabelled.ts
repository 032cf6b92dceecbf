import { own, sameJson } from "../../model/json.ts";
import { show } from "../phrase.ts";
import { defineRule, specsOf } from "../rule.ts";
import { pairedEntries } from "../states.ts";

/** A subset that keeps its name and means other workloads: its traffic moves without a route being touched. */
export const subsetRelabelled = defineRule({
  name: "subset-relabelled",
  kinds: ["DestinationRule"],
  check(change) {
    if (specsOf(change) === undefined) return undefined;
    const { pairs } = pairedEntries(change, "subsets");
    const other = pairs.find(
      ({ before, after }) => sameJson(own(before, "name"), own(after, "name")) && !sameJson(own(before, "labels"), own(after, "labels")),
    );
    return other && { level: "medium", why: `subset ${show(own(other.after, "name") ?? "?")} now means other workloads` };
  },
});
