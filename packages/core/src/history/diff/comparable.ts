import { isObject, ownAt, setOwn, type JsonObject, type JsonValue } from "../../model/json.ts";
import { visiblePart, without } from "./visible-part.ts";

/** What the API server does not keep of metadata when it is empty. Source: k8s.io/apimachinery 0.37.2, meta/v1 ObjectMeta (omitempty). */
const droppedWhenEmpty: ReadonlySet<string> = new Set(["annotations", "finalizers", "labels", "ownerReferences"]);

const isEmpty = (value: JsonValue | undefined): boolean =>
  Array.isArray(value) ? value.length === 0 : isObject(value) && Object.keys(value).length === 0;

/** A null is as if left out: the API server drops it, or a nullable field means the same without it. Entries of lists stay. */
const withoutNulls = (value: JsonValue): JsonValue => {
  if (Array.isArray(value)) return value.map(withoutNulls);
  if (!isObject(value)) return value;
  const rest: JsonObject = {};
  for (const field of Object.keys(value)) if (value[field] !== null) setOwn(rest, field, withoutNulls(value[field] as JsonValue));
  return rest;
};

/**
 * The part of a manifest or a state that can be compared: without what `visiblePart` leaves out (apiVersion, status, what the server sets
 * in metadata, last-applied), nulls, and metadata that is empty.
 */
export const comparable = (object: JsonObject): JsonObject => {
  const shown = withoutNulls(visiblePart(object)) as JsonObject;
  const { metadata } = shown;
  if (!isObject(metadata)) return shown;
  const kept = without(metadata, (field) => droppedWhenEmpty.has(field) && isEmpty(metadata[field]));
  return isEmpty(kept) ? without(shown, (field) => field === "metadata") : { ...shown, metadata: kept };
};

/**
 * A state with the kind, name and namespace of the manifest where it has none: that both are the same object is known, and what a list or
 * a request's body shows of an object may lack them.
 */
export const identifiedAs = (state: JsonObject, manifest: JsonObject): JsonObject => {
  const named = (...path: string[]): JsonObject => {
    const value = ownAt(manifest, ...path);
    return value === undefined ? {} : { [path.at(-1) ?? ""]: value };
  };
  const metadata = { ...named("metadata", "name"), ...named("metadata", "namespace") };
  const whole = { ...named("kind"), ...state };
  const own = isObject(state["metadata"]) ? state["metadata"] : {};
  return isEmpty(metadata) ? whole : { ...whole, metadata: { ...metadata, ...own } };
};
