import { isObject, setOwn, type JsonObject, type JsonValue } from "../../model/json.ts";

/** What the API server sets in metadata by itself. Source: k8s.io/apimachinery 0.37.2, meta/v1 ObjectMeta. */
export const serverSetMetadata: ReadonlySet<string> = new Set([
  "creationTimestamp",
  "deletionGracePeriodSeconds",
  "deletionTimestamp",
  "generation",
  "managedFields",
  "resourceVersion",
  "selfLink",
  "uid",
]);

/** kubectl's copy of what was last applied: it repeats the change, and may leak what is redacted elsewhere. */
const lastApplied = "kubectl.kubernetes.io/last-applied-configuration";

/** A copy without some of its fields. */
export const without = (object: JsonObject, isLeftOut: (field: string) => boolean): JsonObject => {
  const rest: JsonObject = {};
  for (const field of Object.keys(object)) if (!isLeftOut(field)) setOwn(rest, field, object[field] as JsonValue);
  return rest;
};

/** Metadata without some of its fields, and without kubectl's last-applied annotation; annotations that are then empty go too. */
export const metadataWithout = (metadata: JsonValue, isLeftOut: (field: string) => boolean): JsonValue => {
  if (!isObject(metadata)) return metadata;
  const rest = without(metadata, isLeftOut);
  const { annotations } = rest;
  if (!isObject(annotations)) return rest;
  const shown = without(annotations, (name) => name === lastApplied);
  return Object.keys(shown).length === 0 ? without(rest, (field) => field === "annotations") : { ...rest, annotations: shown };
};

/**
 * An object without what is never shown as changed: apiVersion (versions of a group do not matter), status, what the server sets in
 * metadata, and kubectl's last-applied annotation. Shares its parts with the object.
 */
export const visiblePart = (object: JsonObject): JsonObject => {
  const shown = without(object, (field) => field === "apiVersion" || field === "status");
  const { metadata } = shown;
  return metadata === undefined ? shown : { ...shown, metadata: metadataWithout(metadata, (field) => serverSetMetadata.has(field)) };
};
