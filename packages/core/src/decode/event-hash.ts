import { createHash } from "node:crypto";
import type { AuditEvent, ObjectReference, UserInfo } from "../model/audit-event.ts";
import { isObject, type JsonObject, type JsonValue } from "../model/json.ts";

/**
 * JSON text with keys in code-unit order, so that equal values have equal text. A number too large for JavaScript, which is infinite
 * once parsed, is written as `1e999` or `-1e999`: it reads back as what it was. A property that is undefined is not there.
 */
export function canonicalJson(value: JsonValue): string {
  const sorted = inOrder(value);
  return sorted === unsortable ? writeInOrder(value) : JSON.stringify(sorted);
}

/**
 * The canonical JSON of an event without `kind` and `apiVersion`, which say how it came and not what it is. It is one line, and valid
 * UTF-8 whatever stands in the event.
 */
export function canonicalEvent(event: AuditEvent): string {
  const sorted = hasOnly(event, eventKeys) ? eventInOrder(event) : unsortable;
  if (sorted !== unsortable) return JSON.stringify(sorted);
  const { kind: _kind, apiVersion: _apiVersion, ...rest } = event as AuditEvent & { kind?: string; apiVersion?: string };
  return canonicalJson(rest as unknown as JsonObject);
}

/**
 * What makes an event the same wherever it was read: SHA-256 over its canonical JSON, as the first 32 hex digits. An auditID is not
 * enough: clients may set it.
 */
export const eventHash = (event: AuditEvent): string => createHash("sha256").update(canonicalEvent(event)).digest("hex").slice(0, 32);

/** Says that no object can have its keys in order, or that the engine's writer would say something else. */
const unsortable: unique symbol = Symbol("unsortable");
type Sorted<T> = T | typeof unsortable;

/**
 * The value with its keys in order, itself where they are already, so that the engine's own writer, which is twice as fast as any other,
 * gives the canonical text.
 */
function inOrder(value: JsonValue | undefined): Sorted<JsonValue | undefined> {
  if (typeof value === "number") return Number.isFinite(value) ? value : unsortable;
  if (typeof value !== "object" || value === null) return value;
  return Array.isArray(value) ? listInOrder(value) : objectInOrder(value);
}

function listInOrder(list: JsonValue[]): Sorted<JsonValue[]> {
  let copy: JsonValue[] | null = null;
  for (let index = 0; index < list.length; index++) {
    const item = list[index] ?? null;
    if (typeof item === "string") continue;
    const sorted = inOrder(item) ?? null;
    if (sorted === unsortable) return unsortable;
    if (sorted === item) continue;
    copy ??= [...list];
    copy[index] = sorted;
  }
  return copy ?? list;
}

function objectInOrder(object: JsonObject): Sorted<JsonObject> {
  let last = "";
  for (const key in object) {
    if (key < last) return sortedCopy(object);
    last = key;
    const item = object[key];
    if (typeof item === "string") continue;
    const sorted = inOrder(item);
    if (sorted === unsortable) return unsortable;
    if (sorted !== item) return sortedCopy(object);
  }
  return object;
}

function sortedCopy(object: JsonObject): Sorted<JsonObject> {
  const copy: JsonObject = {};
  for (const key of Object.keys(object).sort()) {
    const first = key.charCodeAt(0);
    // Keys that are numbers come first in any object, in the order of the numbers.
    if ((first >= 0x30 && first <= 0x39) || key === "__proto__") return unsortable;
    const sorted = inOrder(object[key]);
    if (sorted === unsortable) return unsortable;
    if (sorted !== undefined) copy[key] = sorted;
  }
  return copy;
}

/** The definition itself, for what no object's own order can express. */
function writeInOrder(value: JsonValue): string {
  if (Array.isArray(value)) return `[${value.map((item) => writeInOrder(item ?? null)).join(",")}]`;
  if (typeof value === "number" && Math.abs(value) === Number.POSITIVE_INFINITY) return value > 0 ? "1e999" : "-1e999";
  if (!isObject(value)) return JSON.stringify(value);
  const parts: string[] = [];
  for (const key of Object.keys(value).sort()) {
    const item = value[key];
    if (item !== undefined) parts.push(`${JSON.stringify(key)}:${writeInOrder(item)}`);
  }
  return `{${parts.join(",")}}`;
}

const keys = (text: string): ReadonlySet<string> => new Set(text.split(" "));
const userKeys = keys("username uid groups extra");
const referenceKeys = keys("resource namespace name uid apiGroup apiVersion resourceVersion subresource");
const eventKeys = keys(
  "kind apiVersion level auditID stage requestURI verb user impersonatedUser sourceIPs userAgent objectRef responseStatus " +
    "requestObject responseObject requestReceivedTimestamp stageTimestamp annotations",
);

function hasOnly(object: object, known: ReadonlySet<string>): boolean {
  for (const key in object) if (!known.has(key)) return false;
  return true;
}

/** An event with no fields but those of audit.k8s.io. It is written out: a copy that is made in a loop takes several times as long. */
function eventInOrder(event: AuditEvent): Sorted<object> {
  const user = isObject(event.user) ? userInOrder(event.user) : unsortable;
  const impersonatedUser = event.impersonatedUser && userInOrder(event.impersonatedUser);
  const objectRef = event.objectRef && referenceInOrder(event.objectRef);
  const annotations = inOrder(event.annotations);
  const requestObject = inOrder(event.requestObject);
  const responseObject = inOrder(event.responseObject);
  const responseStatus = inOrder(event.responseStatus as JsonObject | undefined);
  if (user === unsortable || impersonatedUser === unsortable || objectRef === unsortable || annotations === unsortable) return unsortable;
  if (requestObject === unsortable || responseObject === unsortable || responseStatus === unsortable) return unsortable;
  return {
    annotations,
    auditID: event.auditID,
    impersonatedUser,
    level: event.level,
    objectRef,
    requestObject,
    requestReceivedTimestamp: event.requestReceivedTimestamp,
    requestURI: event.requestURI,
    responseObject,
    responseStatus,
    sourceIPs: event.sourceIPs,
    stage: event.stage,
    stageTimestamp: event.stageTimestamp,
    user,
    userAgent: event.userAgent,
    verb: event.verb,
  };
}

function userInOrder(user: UserInfo): Sorted<object> {
  const extra = inOrder(user.extra);
  if (extra === unsortable || !hasOnly(user, userKeys)) return unsortable;
  return { extra, groups: user.groups, uid: user.uid, username: user.username };
}

function referenceInOrder(ref: ObjectReference): Sorted<object> {
  if (!hasOnly(ref, referenceKeys)) return unsortable;
  const { apiGroup, apiVersion, name, namespace, resource, resourceVersion, subresource, uid } = ref;
  return { apiGroup, apiVersion, name, namespace, resource, resourceVersion, subresource, uid };
}
