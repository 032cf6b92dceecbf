import { levels, stages, type AuditEvent } from "../model/audit-event.ts";
import { isObject, type JsonObject, type JsonValue } from "../model/json.ts";
import { timeOf } from "./event-time.ts";

/** An audit event, or why a value is none. */
export type Checked = { event: AuditEvent; reason: null } | { event: null; reason: string };

type Check = (value: JsonValue) => string | null;

const anything: Check = () => null;
const text: Check = (value) => (typeof value === "string" ? null : "is not a string");
const number: Check = (value) => (typeof value === "number" ? null : "is not a number");
const time: Check = (value) => (typeof value === "string" && timeOf(value) !== null ? null : "is not an RFC 3339 time");
const texts: Check = (value) =>
  Array.isArray(value) && value.every((item) => typeof item === "string") ? null : "is not a list of strings";
const oneOf =
  (words: readonly string[]): Check =>
  (value) =>
    typeof value === "string" && words.includes(value) ? null : `is not one of ${words.join(", ")}`;
const mapOf =
  (check: Check, what: string): Check =>
  (value) =>
    isObject(value) && Object.values(value).every((item) => check(item) === null) ? null : `is not an object of ${what}`;

/** What is wrong with the first field that is wrong, with its path. A null stands for an absent field, as some shippers write it. */
const fields =
  (required: [string, Check][], optional: [string, Check][]): Check =>
  (value) => {
    if (!isObject(value)) return "is not an object";
    for (const [key, check] of required) {
      const found = value[key];
      if (found === undefined) return `${key} is missing`;
      const wrong = check(found);
      if (wrong !== null) return join(key, wrong);
    }
    for (const [key, check] of optional) {
      const found = value[key];
      if (found === undefined) continue;
      if (found === null) {
        delete value[key];
        continue;
      }
      const wrong = check(found);
      if (wrong !== null) return join(key, wrong);
    }
    return null;
  };

/** `is not …` follows a field's name after a space, a field below it after a dot. */
const join = (key: string, wrong: string): string => (wrong.startsWith("is ") ? `${key} ${wrong}` : `${key}.${wrong}`);

const user = fields(
  [],
  [
    ["username", text],
    ["uid", text],
    ["groups", texts],
    ["extra", mapOf(texts, "lists of strings")],
  ],
);

const objectRef = fields(
  [],
  ["resource", "namespace", "name", "uid", "apiGroup", "apiVersion", "resourceVersion", "subresource"].map((key) => [key, text]),
);

const responseStatus = fields(
  [],
  [
    ["code", number],
    ["status", text],
    ["reason", text],
    ["message", text],
    ["details", fields([], [])],
  ],
);

const event = fields(
  [
    ["level", oneOf(levels)],
    ["auditID", text],
    ["stage", oneOf(stages)],
    ["requestURI", text],
    ["verb", text],
    ["user", user],
    ["requestReceivedTimestamp", time],
    ["stageTimestamp", time],
  ],
  [
    ["impersonatedUser", user],
    ["sourceIPs", texts],
    ["userAgent", text],
    ["objectRef", objectRef],
    ["responseStatus", responseStatus],
    ["annotations", mapOf(text, "strings")],
    ["requestObject", anything],
    ["responseObject", anything],
  ],
);

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
  const wrong = event(value);
  return wrong === null
    ? { event: value as unknown as AuditEvent, reason: null }
    : { event: null, reason: `malformed audit event: ${wrong}` };
}
