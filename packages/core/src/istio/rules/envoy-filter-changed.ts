import { own, ownAt } from "../../model/json.ts";
import { isRootNamespace } from "../../kinds/root-namespace.ts";
import { specOf } from "../facts.ts";
import { some } from "../phrase.ts";
import { defineRule } from "../rule.ts";
import { patchesOf, patchText } from "../summary/envoy-filter.ts";

/** Raw Envoy configuration, which nothing checks: it may break proxies at once, or at the next upgrade. */
export const envoyFilterChanged = defineRule({
  name: "envoy-filter-changed",
  kinds: ["EnvoyFilter"],
  check(change) {
    if (change.metadataOnly) return undefined;
    if (change.operation === "deleted") return { level: "low", why: "raw Envoy configuration is taken away" };
    const spec = specOf(change.after);
    const patches = change.after === null ? "" : some(patchesOf(spec).map(patchText));
    const selects = ownAt(spec, "workloadSelector", "labels") !== undefined || own(spec, "targetRefs") !== undefined;
    if (change.after !== null && patches === "") return undefined;
    const forAll = change.after !== null && !selects && isRootNamespace(change.object.namespace);
    const what = `raw Envoy configuration${forAll ? " for every proxy of the mesh" : ""}`;
    return { level: forAll ? "high" : "medium", why: patches === "" ? what : `${what}: ${patches}` };
  },
});
