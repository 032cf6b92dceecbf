import { levels, stages, type AuditEvent } from "../model/audit-event.ts";
import { isObject, type JsonObject, type JsonValue } from "../model/json.ts";
import { timeOf } from "./event-time.ts";

/** An audit event, or why a value is none. */
export type Checked = { event: AuditEvent; reason: null } | { event: null; reason: string };

/** What is wrong with a field, with its path; null when nothing is. */
type Wrong = string | null;
type Value = JsonValue | undefined;

const missing = (value: Value, path: string): Wrong => (value === undefined ? `${path} is missing` : null);
const text = (value: Value, path: string): Wrong =>
  typeof value === "string" ? null : (missing(value, path) ?? `${path} is not a string`);
const maybeText = (value: Value, path: string): Wrong => (value === undefined ? null : text(value, path));
const time = (value: Value, path: string): Wrong =>
  typeof value === "string" && timeOf(value) !== null ? null : (missing(value, path) ?? `${path} is not an RFC 3339 time`);
const oneOf = (value: Value, words: readonly string[], path: string): Wrong =>
  typeof value === "string" && words.includes(value) ? null : (missing(value, path) ?? `${path} is not one of ${words.join(", ")}`);
const isTexts = (value: Value): boolean => Array.isArray(value) && value.every((item) => typeof item === "string");
const maybeTexts = (value: Value, path: string): Wrong =>
  value === undefined || isTexts(value) ? null : `${path} is not a list of strings`;

function maybeMap(value: Value, fits: (item: JsonValue) => boolean, what: string, path: string): Wrong {
  if (value === undefined) return null;
  return isObject(value) && Object.values(value).every(fits) ? null : `${path} is not an object of ${what}`;
}

function user(value: Value, path: string): Wrong {
  if (!isObject(value)) return missing(value, path) ?? `${path} is not an object`;
  return (
    maybeText(value["username"], `${path}.username`) ??
    maybeText(value["uid"], `${path}.uid`) ??
    maybeTexts(value["groups"], `${path}.groups`) ??
    maybeMap(value["extra"], isTexts, "lists of strings", `${path}.extra`)
  );
}

function maybeObjectRef(value: Value): Wrong {
  if (value === undefined) return null;
  if (!isObject(value)) return "objectRef is not an object";
  return (
    maybeText(value["resource"], "objectRef.resource") ??
    maybeText(value["namespace"], "objectRef.namespace") ??
    maybeText(value["name"], "objectRef.name") ??
    maybeText(value["uid"], "objectRef.uid") ??
    maybeText(value["apiGroup"], "objectRef.apiGroup") ??
    maybeText(value["apiVersion"], "objectRef.apiVersion") ??
    maybeText(value["resourceVersion"], "objectRef.resourceVersion") ??
    maybeText(value["subresource"], "objectRef.subresource")
  );
}

function maybeStatus(value: Value): Wrong {
  if (value === undefined) return null;
  if (!isObject(value)) return "responseStatus is not an object";
  const { code, details } = value;
  if (code !== undefined && typeof code !== "number") return "responseStatus.code is not a number";
  if (details !== undefined && !isObject(details)) return "responseStatus.details is not an object";
  return (
    maybeText(value["status"], "responseStatus.status") ??
    maybeText(value["reason"], "responseStatus.reason") ??
    maybeText(value["message"], "responseStatus.message")
  );
}

const optional: { [part: string]: string[] } = {
  user: ["username", "uid", "groups", "extra"],
  impersonatedUser: ["username", "uid", "groups", "extra"],
  objectRef: ["resource", "namespace", "name", "uid", "apiGroup", "apiVersion", "resourceVersion", "subresource"],
  responseStatus: ["code", "status", "reason", "message", "details"],
};

/** Takes off optional fields that are null: some shippers write that for an absent field. */
function dropNulls(event: JsonObject): void {
  for (const [part, keys] of Object.entries(optional)) {
    const value = event[part];
    if (isObject(value)) for (const key of keys) if (value[key] === null) delete value[key];
  }
  for (const key of ["impersonatedUser", "sourceIPs", "userAgent", "objectRef", "responseStatus", "annotations"])
    if (event[key] === null) delete event[key];
}

/** Field by field with plain accesses: a table of checks takes three times as long, most of it before the code is compiled. */
function wrongIn(event: JsonObject): Wrong {
  return (
    oneOf(event["level"], levels, "level") ??
    text(event["auditID"], "auditID") ??
    oneOf(event["stage"], stages, "stage") ??
    text(event["requestURI"], "requestURI") ??
    text(event["verb"], "verb") ??
    user(event["user"], "user") ??
    (event["impersonatedUser"] === undefined ? null : user(event["impersonatedUser"], "impersonatedUser")) ??
    maybeTexts(event["sourceIPs"], "sourceIPs") ??
    maybeText(event["userAgent"], "userAgent") ??
    maybeObjectRef(event["objectRef"]) ??
    maybeStatus(event["responseStatus"]) ??
    time(event["requestReceivedTimestamp"], "requestReceivedTimestamp") ??
    time(event["stageTimestamp"], "stageTimestamp") ??
    maybeMap(event["annotations"], (item) => typeof item === "string", "strings", "annotations")
  );
}

/** Versions of audit.k8s.io whose events have the fields of v1. Source: k8s.io/apiserver, pkg/apis/audit. */
export const auditVersions = ["audit.k8s.io/v1", "audit.k8s.io/v1beta1", "audit.k8s.io/v1alpha1"];

const clip = (word: string): string => (word.length > 80 ? `${word.slice(0, 80)}…` : word);

const strangerOf = (value: JsonObject): string => {
  const { kind, apiVersion } = value;
  if (typeof kind !== "string" || kind === "") return "JSON without a kind";
  const of = kind.startsWith("Event") && typeof apiVersion === "string" ? ` of ${clip(apiVersion)}` : "";
  return `kind ${clip(kind)}${of}`;
};

/**
 * Holds a parsed JSON value to the types of an audit event; unknown fields stay. An entry of an EventList may leave out
 * `kind` and `apiVersion`, as the API server's webhook does. Optional fields that are null are taken off.
 */
export function checkEvent(value: JsonValue, listed: boolean): Checked {
  if (!isObject(value))
    return {
      event: null,
      reason: `not an audit event: ${Array.isArray(value) ? "a list" : `a bare ${value === null ? "null" : typeof value}`}`,
    };
  const bare = listed && value["kind"] === undefined && value["apiVersion"] === undefined;
  const known = value["kind"] === "Event" && typeof value["apiVersion"] === "string" && auditVersions.includes(value["apiVersion"]);
  if (!bare && !known) return { event: null, reason: `not an audit event: ${strangerOf(value)}` };
  let wrong = wrongIn(value);
  if (wrong !== null) {
    dropNulls(value);
    wrong = wrongIn(value);
  }
  return wrong === null
    ? { event: value as unknown as AuditEvent, reason: null }
    : { event: null, reason: `malformed audit event: ${wrong}` };
}
