import { isObject, setOwn, type JsonObject, type JsonValue } from "../../model/json.ts";

const first = {
  object: ["apiVersion", "kind", "metadata", "spec"],
  metadata: ["name", "namespace", "labels", "annotations"],
  below: ["name"],
};

const ordered = (value: JsonValue, leading: readonly string[]): JsonValue => {
  if (Array.isArray(value)) return value.map((entry) => ordered(entry, first.below));
  if (!isObject(value)) return value;
  const rank = (key: string): number => (leading.includes(key) ? leading.indexOf(key) : leading.length);
  const result: JsonObject = {};
  for (const key of Object.keys(value).sort((a, b) => rank(a) - rank(b) || (a < b ? -1 : 1))) {
    setOwn(result, key, ordered(value[key] as JsonValue, leading === first.object && key === "metadata" ? first.metadata : first.below));
  }
  return result;
};

/**
 * An object with its keys as manifests have them: apiVersion, kind, metadata, spec; in metadata the name, namespace, labels and
 * annotations; a name first everywhere; all else by the alphabet, as kubectl prints it. The same for equal objects.
 */
export const inCustomaryOrder = (object: JsonObject): JsonObject => ordered(object, first.object) as JsonObject;
