import { listedObjects, objectOf } from "../decode/event-object.ts";
import { isMutating } from "../decode/touches.ts";
import { own, type JsonObject } from "../model/json.ts";
import type { ObjectRef } from "../model/object.ts";
import { resourceVersionOf, uidIn, uidOf, wholeObject } from "./body.ts";
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

const reads = new Set(["get", "list"]);

/** Subresources whose writes answer with the whole object and may change its spec. */
const wholeSubresources = new Set(["", "status", "ephemeralcontainers", "resize", "finalize", "approval"]);

const writeTouch = (request: AuditRequest, ref: ObjectRef): Touch => {
  const { event } = request;
  const ok = succeeded(event);
  const object = ok ? wholeObject(event.responseObject) : null;
  // A request that failed, or was rehearsed, may name a uid that never was.
  const uid = !ok || isDryRun(event) ? null : event.verb === "create" ? uidOf(event.responseObject) : uidIn(event);
  return {
    kind: "write",
    ref,
    request,
    uid,
    resourceVersion: ok && !isDryRun(event) ? resourceVersionOf(event.responseObject) : null,
    object,
  };
};

/** Reads: an observed state, the proof that it was there, or a refusal. Other outcomes prove nothing. */
const readTouches = (request: AuditRequest, ref: ObjectRef): Touch[] => {
  const { event } = request;
  const code = codeOf(event);
  if (code === 401 || code === 403) return [{ kind: "refused", ref, request, uid: null, resourceVersion: null }];
  if (!succeeded(event)) return [];
  if (event.verb === "list") return listTouches(request, ref, "seen");
  if (ref.name === "") return [];
  const object = wholeObject(event.responseObject);
  return [
    { kind: "seen", ref, request, uid: uidOf(event.responseObject), resourceVersion: resourceVersionOf(event.responseObject), object },
  ];
};

/** The objects in a collection's response; metadata alone is no state. */
const listTouches = (request: AuditRequest, ref: ObjectRef, kind: "seen" | "swept"): Touch[] => {
  const { responseObject } = request.event;
  const bare = own(responseObject, "kind") === "PartialObjectMetadataList";
  return (listedObjects(request.event) ?? []).map(({ object, namespace, name }) => ({
    kind,
    ref: { ...ref, namespace, name },
    request,
    uid: uidOf(object),
    resourceVersion: resourceVersionOf(object),
    object: bare ? null : wholeObject(object),
  }));
};

const sweptTouches = (request: AuditRequest, ref: ObjectRef): Touch[] => {
  const { event } = request;
  if (!succeeded(event)) return [{ kind: "write", ref, request, uid: null, resourceVersion: null, object: null }];
  // Without a logged response nothing tells which objects went: the touch names none, and is matched to those that were there.
  if (event.responseObject === undefined) return [{ kind: "swept", ref, request, uid: null, resourceVersion: null, object: null }];
  return listTouches(request, ref, "swept");
};

/**
 * The objects one request touches, and how. Operations on an object that do not change it (exec, attach, portforward, proxy,
 * log, eviction, binding, token) touch nothing. A touch whose `ref.name` is "" is about the collection.
 */
export const touchesOf = (request: AuditRequest): Touch[] => {
  const { event } = request;
  const ref = objectOf(event);
  if (ref === null) return [];
  const subresource = event.objectRef?.subresource ?? "";
  if (!wholeSubresources.has(subresource) && subresource !== "scale") return [];
  if (event.verb === "deletecollection") return sweptTouches(request, ref);
  if (isMutating(event.verb)) return [writeTouch(request, ref)];
  if (reads.has(event.verb) && subresource !== "scale") return readTouches(request, ref);
  return [];
};
