import { isObject, own, ownAt, setOwn, type JsonObject, type JsonValue } from "../model/json.ts";
import { wholeObject } from "./body.ts";
import { serverSetMetadata } from "./diff/visible-part.ts";
import type { State } from "./effect.ts";
import { applyJsonPatch } from "./patch/json-patch.ts";
import { applyMergePatch } from "./patch/merge-patch.ts";
import { applyServerSide } from "./patch/server-side.ts";
import { applyStrategicPatch } from "./patch/strategic-patch.ts";
import { kindOfPatch } from "./patch/kind-of-patch.ts";
import type { Touch } from "./touch.ts";

/** The object with spec.replicas set, as a write to /scale leaves it. */
const withReplicas = (object: JsonObject, scale: JsonValue | undefined): JsonObject | null => {
  const replicas = ownAt(scale, "spec", "replicas") ?? 0;
  const spec = own(object, "spec");
  if (typeof replicas !== "number" || !isObject(spec)) return null;
  return { ...object, spec: { ...spec, replicas } };
};

/** The state after a write whose response does not hold it, from what the request asked for; null when that cannot be told. */
export const rebuild = (touch: Touch, before: State | null): JsonObject | null => {
  const { event } = touch.request;
  const body = event.requestObject;
  if (event.objectRef?.subresource === "scale") {
    const scale = event.responseObject ?? body;
    return before === null || own(scale, "kind") === "Status" ? null : withReplicas(before.object, scale);
  }
  if (event.verb === "create" || event.verb === "update") {
    const object = wholeObject(body) ?? (isObject(body) && isObject(own(body, "metadata")) ? body : null);
    return object === null ? null : named(object, touch);
  }
  if (event.verb !== "patch" || body === undefined) return null;
  const kind = kindOfPatch(body, event.requestURI);
  const base = before?.object ?? null;
  // A server-side apply that creates starts from nothing; any other patch needs the state that it was applied to.
  if (kind === "apply" && isObject(body)) {
    if (base === null) return event.responseStatus?.code === 201 ? named(body, touch) : null;
    return applyServerSide(base, body, touch.ref.group, touch.ref.resource);
  }
  if (base === null) return null;
  if (kind === "json") return Array.isArray(body) ? applyJsonPatch(base, showing(body).map(asSucceeded)) : null;
  if (kind === "strategic") return isObject(body) ? applyStrategicPatch(base, body, touch.ref.group, touch.ref.resource) : null;
  const merged = applyMergePatch(base, body);
  return isObject(merged) ? merged : null;
};

/** A request's object with the name and namespace that the request's path gave it. */
const named = (object: JsonObject, touch: Touch): JsonObject => {
  const metadata: JsonObject = {};
  const given = own(object, "metadata");
  if (isObject(given)) for (const [key, value] of Object.entries(given)) setOwn(metadata, key, value);
  if (metadata["name"] === undefined) setOwn(metadata, "name", touch.ref.name);
  if (metadata["namespace"] === undefined && touch.ref.namespace !== "") setOwn(metadata, "namespace", touch.ref.namespace);
  return { ...object, metadata };
};

/** The operations of a JSON patch apart from those on what the server sets: a rebuilt state has none of it to apply them to. */
const showing = (operations: readonly JsonValue[]): JsonValue[] =>
  operations.filter((operation) => {
    const [root, top, field] = String(own(operation, "path") ?? "").split("/");
    return !(root === "" && top === "metadata" && field !== undefined && serverSetMetadata.has(field));
  });

/** A `replace` that succeeded found its field: where a rebuilt state lacks it, such as a map that the server filled, it sets it. */
const asSucceeded = (operation: JsonValue): JsonValue =>
  isObject(operation) && own(operation, "op") === "replace" && !/\/(?:\d+|-)?$/.test(String(own(operation, "path") ?? ""))
    ? { ...operation, op: "add" }
    : operation;

const metadataPointer = /^\/metadata(?:\/|$)/;

/** Whether a patch asks for changes of metadata alone, so that it cannot have moved the generation. */
export const asksOnlyMetadata = (touch: Touch): boolean => {
  const { event } = touch.request;
  if (event.verb !== "patch") return false;
  const body = event.requestObject;
  if (Array.isArray(body)) return body.length > 0 && body.every((op) => metadataPointer.test(String(own(op, "path") ?? "")));
  if (!isObject(body)) return false;
  const keys = Object.keys(body).filter((key) => key !== "apiVersion" && key !== "kind");
  return keys.length > 0 && keys.every((key) => key === "metadata");
};

/** Whether a patch asks for nothing at all, or only for what the server sets, as kubectl does to hand managedFields over. */
export const asksNothing = (touch: Touch): boolean => {
  const body = touch.request.event.requestObject;
  if (touch.request.event.verb !== "patch" || body === undefined) return false;
  return Array.isArray(body) ? showing(body).length === 0 : isObject(body) && Object.keys(body).length === 0;
};
