import { textAt, type JsonObject } from "../model/json.ts";
import type { ObjectRef } from "../model/object.ts";
import { listItems, resourceVersionOf, uidIn, uidOf, wholeObject } from "./body.ts";
import { codeOf, isDryRun, succeeded, type AuditRequest } from "./request.ts";

/** One request as far as it touches one object. */
export type Touch = {
  ref: ObjectRef;
  request: AuditRequest;
  uid: string | null;
  /** resourceVersion of the object as this touch shows or leaves it; null when the log does not tell. */
  resourceVersion: string | null;
} & (
  | /** A mutating request on the object or one of its subresources. */ { kind: "write"; object: JsonObject | null }
  | /** A deletecollection that took, or may have taken, the object along; `object` is its last state, null when items are not logged. */ {
      kind: "swept";
      object: JsonObject | null;
    }
  | /** A read that shows the object whole, or (object null) only that it was there. */ { kind: "seen"; object: JsonObject | null }
  | /** A read that was refused. */ { kind: "refused" }
);

const writes = new Set(["create", "update", "patch", "delete", "deletecollection"]);
const reads = new Set(["get", "list"]);

/** Subresources whose writes answer with the whole object and may change its spec. */
const wholeSubresources = new Set(["", "status", "ephemeralcontainers", "resize", "finalize", "approval"]);

/** The object an event's objectRef names; a namespace's own events carry its name as namespace too. */
const refOf = (request: AuditRequest): ObjectRef | null => {
  const ref = request.event.objectRef;
  if (ref?.resource === undefined) return null;
  const clusterScoped = ref.resource === "namespaces" && !ref.apiGroup;
  return { group: ref.apiGroup ?? "", resource: ref.resource, namespace: clusterScoped ? "" : (ref.namespace ?? ""), name: ref.name ?? "" };
};

const refOfItem = (ref: ObjectRef, item: JsonObject): ObjectRef => ({
  ...ref,
  namespace: textAt(item, "metadata", "namespace") ?? ref.namespace,
  name: textAt(item, "metadata", "name") ?? "",
});

const writeTouch = (request: AuditRequest, ref: ObjectRef): Touch => {
  const { event } = request;
  const ok = succeeded(event);
  const object = ok ? wholeObject(event.responseObject) : null;
  // A create that is told no name (generateName) is named by its response.
  const name = ref.name || (ok && event.verb === "create" ? (textAt(event.responseObject, "metadata", "name") ?? textAt(event.requestObject, "metadata", "name") ?? "") : "");
  // A request that failed, or was rehearsed, may name a uid that never was.
  const uid = !ok || isDryRun(event) ? null : event.verb === "create" ? uidOf(event.responseObject) : uidIn(event);
  return { kind: "write", ref: { ...ref, name }, request, uid, resourceVersion: ok && !isDryRun(event) ? resourceVersionOf(event.responseObject) : null, object };
};

/** Reads: an observed state, the proof that it was there, or a refusal. Other outcomes prove nothing. */
const readTouches = (request: AuditRequest, ref: ObjectRef): Touch[] => {
  const { event } = request;
  const code = codeOf(event);
  if (code === 401 || code === 403) return [{ kind: "refused", ref, request, uid: null, resourceVersion: null }];
  if (!succeeded(event)) return [];
  if (event.verb === "list") {
    return listItems(event.responseObject).map((object) => ({
      kind: "seen",
      ref: refOfItem(ref, object),
      request,
      uid: uidOf(object),
      resourceVersion: resourceVersionOf(object),
      object: wholeObject(object),
    }));
  }
  if (ref.name === "") return [];
  const object = wholeObject(event.responseObject);
  return [{ kind: "seen", ref, request, uid: uidOf(event.responseObject), resourceVersion: resourceVersionOf(event.responseObject), object }];
};

const sweptTouches = (request: AuditRequest, ref: ObjectRef): Touch[] => {
  const { event } = request;
  if (!succeeded(event)) return [{ kind: "write", ref, request, uid: null, resourceVersion: null, object: null }];
  const swept = listItems(event.responseObject).map((object) => ({
    kind: "swept" as const,
    ref: refOfItem(ref, object),
    request,
    uid: uidOf(object),
    resourceVersion: resourceVersionOf(object),
    object,
  }));
  // Without a logged response nothing tells which objects went: the touch names none, and is matched to those that were there.
  const told = event.responseObject !== undefined;
  return told ? swept : [{ kind: "swept", ref, request, uid: null, resourceVersion: null, object: null }];
};

/**
 * The objects one request touches, and how. Operations on an object that do not change it (exec, attach, portforward, proxy,
 * log, eviction, binding, token) touch nothing. A touch whose `ref.name` is "" is about the collection.
 */
export const touchesOf = (request: AuditRequest): Touch[] => {
  const { event } = request;
  const ref = refOf(request);
  if (ref === null) return [];
  const subresource = event.objectRef?.subresource ?? "";
  if (!wholeSubresources.has(subresource) && subresource !== "scale") return [];
  if (event.verb === "deletecollection") return sweptTouches(request, ref);
  if (writes.has(event.verb)) return [writeTouch(request, ref)];
  if (reads.has(event.verb) && subresource !== "scale") return readTouches(request, ref);
  return [];
};
