import { own, textAt, type JsonObject } from "../../model/json.ts";
import { tellKeys, tellLeaves, tellValue } from "../tell.ts";
import { tellEntries } from "../tell-entries.ts";
import { show } from "../phrase.ts";

/** A patch in words: `INSERT_BEFORE on HTTP_FILTER in SIDECAR_INBOUND`. */
export const patchText = (patch: JsonObject): string => {
  const operation = textAt(patch, "patch", "operation") ?? "?";
  const context = textAt(patch, "match", "context");
  return `${show(operation)} on ${show(textAt(patch, "applyTo") ?? "?")}${context === null ? "" : ` in ${show(context)}`}`;
};

/** How two EnvoyFilters differ. */
export const tellEnvoyFilter = tellKeys({
  configPatches: tellEntries({
    name: (patch) => `patch ${patchText(patch)}`,
    tell: tellKeys({ match: tellLeaves("match"), patch: tellKeys({ operation: tellValue("operation"), value: tellLeaves("value") }) }),
    ordered: true,
  }),
  workloadSelector: tellLeaves("selector"),
  priority: tellValue("priority"),
});

/** An EnvoyFilter's patches. */
export const patchesOf = (spec: JsonObject): JsonObject[] => {
  const patches = own(spec, "configPatches");
  return Array.isArray(patches)
    ? patches.filter((patch): patch is JsonObject => typeof patch === "object" && patch !== null && !Array.isArray(patch))
    : [];
};
