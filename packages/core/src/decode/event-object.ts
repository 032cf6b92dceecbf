import type { AuditEvent } from "../model/audit-event.ts";
import { isObject, own, textAt, type JsonObject, type JsonValue } from "../model/json.ts";
import type { ObjectRef } from "../model/object.ts";

const namespaceOf = (group: string, resource: string, namespace: string): string =>
  // The API server notes a Namespace's own name as its namespace.
  group === "" && resource === "namespaces" ? "" : namespace;

/**
 * What an event's request was about; name "" for a collection, namespace "" for a cluster-scoped object or all namespaces. null for
 * a URL that is no resource. A created object's name stands in its bodies when the URL has none.
 */
export function objectOf(event: Pick<AuditEvent, "verb" | "objectRef" | "requestObject" | "responseObject">): ObjectRef | null {
  const ref = event.objectRef;
  if (ref?.resource === undefined) return null;
  const group = ref.apiGroup ?? "";
  const created =
    event.verb === "create" ? (textAt(event.responseObject, "metadata", "name") ?? textAt(event.requestObject, "metadata", "name")) : null;
  return {
    group,
    resource: ref.resource,
    namespace: namespaceOf(group, ref.resource, ref.namespace ?? ""),
    name: ref.name || (created ?? ""),
  };
}

/** An entry of a collection's response, with the metadata that names it. */
export interface ListedObject {
  entry: JsonValue;
  /** The object itself: of a Table it stands inside its row. */
  object: JsonObject;
  namespace: string;
  name: string;
}

/** Where a collection has its entries; an empty one may have null there, as Go writes a nil slice. */
const entriesKey = (body: JsonValue | undefined): "items" | "rows" | null => {
  for (const key of ["items", "rows"] as const) {
    const found = own(body, key);
    if (Array.isArray(found) || (found === null && /(?:List|Table)$/.test(textAt(body, "kind") ?? ""))) return key;
  }
  return null;
};

/** The objects that a list's, a Table's or a deletecollection's response holds; null when the response is no collection. */
export function listedObjects(event: AuditEvent): ListedObject[] | null {
  const key = entriesKey(event.responseObject);
  if (key === null || event.objectRef?.resource === undefined) return null;
  const entries = (own(event.responseObject, key) ?? []) as JsonValue[];
  const { apiGroup = "", resource, namespace = "" } = event.objectRef;
  return entries.flatMap((entry) => {
    const object = key === "rows" ? own(entry, "object") : entry;
    const name = textAt(object, "metadata", "name");
    if (!isObject(object) || name === null) return [];
    return [{ entry, object, name, namespace: namespaceOf(apiGroup, resource, textAt(object, "metadata", "namespace") ?? namespace) }];
  });
}

/** The event with only some entries of its collection. */
export function withEntries(event: AuditEvent, entries: JsonValue[]): AuditEvent {
  const key = entriesKey(event.responseObject);
  if (key === null || !isObject(event.responseObject)) return event;
  return { ...event, responseObject: { ...event.responseObject, [key]: entries } };
}
