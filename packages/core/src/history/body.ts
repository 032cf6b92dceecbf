import type { AuditEvent } from "../model/audit-event.ts";
import { isObject, own, ownAt, textAt, type JsonObject, type JsonValue } from "../model/json.ts";

/** Kinds of responses that are not the object itself, or only a part of it. */
const partial = new Set(["Status", "Table", "PartialObjectMetadata", "PartialObjectMetadataList", "Scale", "DeleteOptions", "WatchEvent"]);

/** The value as a whole Kubernetes object; null for a Status, Table, list, PartialObjectMetadata or anything without a name. */
export const wholeObject = (value: JsonValue | undefined): JsonObject | null => {
  if (!isObject(value) || Array.isArray(own(value, "items"))) return null;
  const kind = own(value, "kind");
  if (typeof kind === "string" && partial.has(kind)) return null;
  return textAt(value, "metadata", "name") === null ? null : value;
};

/** metadata.uid; null when there is none. */
export const uidOf = (object: JsonValue | undefined | null): string | null => textAt(object, "metadata", "uid");

/** metadata.resourceVersion; null when there is none. */
export const resourceVersionOf = (object: JsonValue | undefined | null): string | null => textAt(object, "metadata", "resourceVersion");

/** metadata.generation; null when there is none, as for many of Kubernetes' own kinds. */
export const generationOf = (object: JsonValue | undefined | null): number | null => {
  const generation = ownAt(object, "metadata", "generation");
  return typeof generation === "number" ? generation : null;
};

/** metadata.finalizers: what must be gone before the object is. */
export const finalizersOf = (object: JsonValue | undefined | null): string[] => {
  const finalizers = ownAt(object, "metadata", "finalizers");
  return Array.isArray(finalizers) ? finalizers.filter((name) => typeof name === "string") : [];
};

/** Whether somebody has asked for the object's deletion. */
export const isBeingDeleted = (object: JsonValue | undefined | null): boolean => textAt(object, "metadata", "deletionTimestamp") !== null;

/** The uid an event names, wherever it does: the resulting object, a delete's Status, its preconditions, the reference of a PUT. */
export const uidIn = (event: AuditEvent): string | null =>
  uidOf(event.responseObject) ??
  textAt(event.responseObject, "details", "uid") ??
  textAt(event.responseStatus, "details", "uid") ??
  textAt(event.requestObject, "preconditions", "uid") ??
  (event.objectRef?.uid || null) ??
  uidOf(event.requestObject);
