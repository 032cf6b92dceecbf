import { isObject, own, setOwn, type JsonObject, type JsonValue } from "../../model/json.ts";

/**
 * A value with a JSON merge patch applied (RFC 7396): objects are merged, null deletes, all else replaces. Never changes its inputs; the
 * result may share parts with them.
 */
export const applyMergePatch = (target: JsonValue, patch: JsonValue): JsonValue => {
  if (!isObject(patch)) return patch;
  const result: JsonObject = isObject(target) ? { ...target } : {};
  for (const key of Object.keys(patch)) {
    const value = patch[key] as JsonValue;
    if (value === null) delete result[key];
    else setOwn(result, key, applyMergePatch(own(result, key) ?? null, value));
  }
  return result;
};
