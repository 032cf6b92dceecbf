import { own, sameJson, type JsonObject } from "../../model/json.ts";
import { entriesOf, specOf } from "../facts.ts";
import { defineRule } from "../rule.ts";
import { faultText, percentOf } from "../summary/fault.ts";

const faultsOf = (spec: JsonObject): JsonObject[] =>
  entriesOf(own(spec, "http")).flatMap((route) => {
    const fault = own(route, "fault");
    const hits = ["abort", "delay"].some((part) => own(fault, part) !== undefined && percentOf(own(fault, part)) > 0);
    return hits && fault !== undefined ? entriesOf([fault]) : [];
  });

/** Someone worked on the object and left a fault in it that was injected before. */
export const faultLeft = defineRule({
  name: "fault-left",
  kinds: ["VirtualService"],
  check(change) {
    if (change.operation !== "updated" || change.after === null || change.metadataOnly) return undefined;
    const earlier = faultsOf(specOf(change.before));
    const left = faultsOf(specOf(change.after)).find((fault) => change.before === null || earlier.some((other) => sameJson(fault, other)));
    if (left === undefined) return undefined;
    return { level: "low", why: `a fault is ${change.before === null ? "in place" : "still injected"}: ${faultText(left)}` };
  },
});
