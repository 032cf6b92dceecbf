import { createHmac } from "node:crypto";
import type { AuditEvent } from "../model/audit-event.ts";
import { isObject, own, setOwn, type JsonObject, type JsonValue } from "../model/json.ts";
import { parseJson } from "../model/parse-json.ts";
import { maxNesting, nestsDeeperThan } from "./nesting.ts";
import { mayHoldTokens, withoutTokens, type Veil } from "./redact-tokens.ts";
import type { RedactionPath } from "./redaction-path.ts";
import { redactionRules, type RedactionRules } from "./redaction-rules.ts";

const lastApplied = "kubectl.kubernetes.io/last-applied-configuration";
/** As it stands in a JSON patch's path, or behind an escape there. */
const lastAppliedInPath = "last-applied-configuration";
const veiled = /^redacted:[0-9a-f]{12}$/;

/** A changed value still shows as changed, and what is redacted already stays as it is. */
const veilUnder =
  (key: Uint8Array): Veil =>
  (value) =>
    veiled.test(value) ? value : `redacted:${createHmac("sha256", key).update(value).digest("hex").slice(0, 12)}`;

interface Redaction {
  veil: Veil;
  rules: RedactionRules;
}

/**
 * The event with every Secret's data, every token of a TokenRequest or TokenReview, every token in the URI's query, what looks like a
 * secret in last-applied annotations (see `withoutTokens`), and all at and below the paths of `more`, replaced by `redacted:` and 12 hex
 * digits of HMAC-SHA-256 under `key`. Covers bodies, lists' entries, patches, objects inside other objects, and copies of them in
 * last-applied annotations. Redacting again changes nothing; an event without anything of it is given back as it is.
 */
export function redactEvent(event: AuditEvent, key: Uint8Array, more: readonly RedactionPath[] = []): AuditEvent {
  const redaction = { veil: veilUnder(key), rules: redactionRules(more) };
  const requestURI = redactQuery(event.requestURI, redaction.veil);
  let { requestObject, responseObject } = event;
  if (requestObject !== undefined || responseObject !== undefined) {
    const kind = redaction.rules.kindByRef(event);
    if (requestObject !== undefined) requestObject = redactBody(requestObject, kind, redaction);
    if (responseObject !== undefined) responseObject = redactBody(responseObject, kind, redaction);
  }
  if (requestURI === event.requestURI && requestObject === event.requestObject && responseObject === event.responseObject) return event;
  return {
    ...event,
    requestURI,
    ...(requestObject === undefined ? {} : { requestObject }),
    ...(responseObject === undefined ? {} : { responseObject }),
  };
}

/** A whole object redacted as one in an event's body would be. */
export const redactObject = (object: JsonObject, key: Uint8Array, more: readonly RedactionPath[] = []): JsonObject =>
  redactValue(object, null, { veil: veilUnder(key), rules: redactionRules(more) }) as JsonObject;

function redactQuery(uri: string, veil: Veil): string {
  if (!/token=/i.test(uri)) return uri;
  return uri.replace(
    /([?&](?:access_|id_|refresh_|bearer_|auth_)?token=)([^&#]+)/gi,
    (_all, name: string, value: string) => name + veil(value),
  );
}

/** A body without a kind of its own is of the request's kind; a list there is a JSON patch. */
function redactBody(body: JsonValue, kind: string | null, redaction: Redaction): JsonValue {
  if (kind === null && !mayConcern(body, redaction.rules)) return body;
  if (Array.isArray(body)) return mapList(body, (step) => redactStep(step, kind, redaction));
  return redactValue(body, kind, redaction);
}

/** Whether there is any object or copy in a value that rules are made for. Most bodies have none, and are not walked through again. */
function mayConcern(value: JsonValue, rules: RedactionRules): boolean {
  if (typeof value !== "object" || value === null) return false;
  if (Array.isArray(value)) return value.some((item) => mayConcern(item, rules));
  for (const key in value) {
    const item = value[key] ?? null;
    if (typeof item !== "string") {
      if (mayConcern(item, rules)) return true;
    } else if (key === lastApplied || (key === "kind" && rules.concerns(item)) || (key === "path" && item.endsWith(lastAppliedInPath)))
      return true;
  }
  return false;
}

/**
 * Redacts a value and all below it. `kind` is what the value is when it has no kind itself. Values that hold nothing secret are
 * given back as they are, not copied.
 */
function redactValue(value: JsonValue, kind: string | null, redaction: Redaction): JsonValue {
  if (Array.isArray(value)) return mapList(value, (item) => redactValue(item, null, redaction));
  if (!isObject(value)) return value;
  const said = own(value, "kind");
  const is = typeof said === "string" && said !== "" ? said : kind;
  // A typed list's items, and the rows of a table, have no kind.
  const inner = is?.endsWith("List") === true ? is.slice(0, -4) : is === "Table" || is === "PartialObjectMetadata" ? kind : null;
  let result: JsonValue = mapObject(value, (item, key) => {
    if (key === lastApplied && typeof item === "string") return redactCopy(item, kind ?? is, redaction);
    if ((key === "items" || key === "rows") && Array.isArray(item))
      return mapList(item, (entry) => redactValue(entry, inner ?? kind, redaction));
    if (key === "object" && kind !== null) return redactValue(item, kind, redaction);
    if (key === "metadata" || key === "annotations") return redactValue(item, kind ?? is, redaction);
    return redactValue(item, null, redaction);
  });
  for (const path of redaction.rules.fieldsOf(is)) result = redactAt(result, path, redaction.veil);
  // Nobody gets out of the rules for what is asked for by calling it something else.
  if (kind !== null && kind !== is) for (const path of redaction.rules.fieldsOf(kind)) result = redactAt(result, path, redaction.veil);
  return result;
}

/** The strings at and below a path, veiled. A null in a patch stays: it takes a key away and tells nothing. */
function redactAt(value: JsonValue, path: readonly string[], veil: Veil): JsonValue {
  const [key, ...rest] = path;
  if (key === undefined) return veilAll(value, veil);
  if (Array.isArray(value)) return mapList(value, (item) => redactAt(item, path, veil));
  return isObject(value) ? mapObject(value, (item, at) => (key === "*" || at === key ? redactAt(item, rest, veil) : item)) : value;
}

function veilAll(value: JsonValue, veil: Veil): JsonValue {
  if (value === null) return null;
  if (Array.isArray(value)) return mapList(value, (item) => veilAll(item, veil));
  if (isObject(value)) return mapObject(value, (item) => veilAll(item, veil));
  return veil(String(value));
}

/** A last-applied copy; one that cannot be read is replaced whole where it may hold a secret. */
function redactCopy(text: string, kind: string | null, redaction: Redaction): string {
  const { rules, veil } = redaction;
  const maySecret = rules.hasMore || rules.fieldsOf(kind).length > 0 || mayHoldTokens(text);
  if (!maySecret) return text;
  const copy = parseBounded(text);
  if (copy === undefined) return veil(text);
  const redacted = withoutTokens(redactValue(copy, kind, redaction), veil);
  return redacted === copy ? text : JSON.stringify(redacted);
}

/** JSON inside a string has not been held to the bound on nesting yet. */
function parseBounded(text: string): JsonValue | undefined {
  if (nestsDeeperThan(Buffer.from(text), maxNesting)) return undefined;
  try {
    return parseJson(text) as JsonValue;
  } catch {
    return undefined;
  }
}

/** One step of a JSON patch on an object of `kind`, null for one without rules. Source: RFC 6902. */
function redactStep(step: JsonValue, kind: string | null, redaction: Redaction): JsonValue {
  const path = own(step, "path");
  if (!isObject(step) || typeof path !== "string") return redactValue(step, kind, redaction);
  const steps = path
    .split("/")
    .slice(1)
    .map((part) => part.replaceAll("~1", "/").replaceAll("~0", "~"));
  return mapObject(step, (item, key) => (key === "value" ? redactBelow(item, steps, kind, redaction) : item));
}

/** A value that stands at `steps` in an object of `kind`. */
function redactBelow(value: JsonValue, steps: string[], kind: string | null, redaction: Redaction): JsonValue {
  if (steps.at(-1) === lastApplied && typeof value === "string") return redactCopy(value, kind, redaction);
  let result = redactValue(value, steps.length === 0 ? kind : null, redaction);
  // Annotations that are patched whole hold a copy of the object itself.
  if (steps.length > 0 && steps[0] === "metadata") result = redactValue(result, kind, redaction);
  for (const path of redaction.rules.fieldsOf(kind))
    for (const rest of restsOf(path, steps)) result = redactAt(result, rest, redaction.veil);
  return result;
}

/**
 * What is left of a path behind the steps that a patch takes to its value: none when it leads elsewhere, several when it may lead there in
 * several ways, [] when the value lies at or below its end. An index of a list is no step of a path.
 */
function restsOf(path: readonly string[], steps: readonly string[]): (readonly string[])[] {
  let reached = new Set([0]);
  for (const step of steps) {
    const next = new Set<number>();
    for (const at of reached) {
      if (at === path.length) return [[]];
      if (path[at] === "*" || path[at] === step) next.add(at + 1);
      if (/^(?:\d+|-)$/.test(step)) next.add(at);
    }
    reached = next;
  }
  return [...reached].map((at) => path.slice(at));
}

function mapList(list: JsonValue[], change: (item: JsonValue) => JsonValue): JsonValue[] {
  const changed = list.map(change);
  return changed.some((item, index) => item !== list[index]) ? changed : list;
}

function mapObject(object: JsonObject, change: (item: JsonValue, key: string) => JsonValue): JsonObject {
  let changed: JsonObject | null = null;
  for (const key of Object.keys(object)) {
    const item = object[key] ?? null;
    const next = change(item, key);
    if (next === item) continue;
    // Spread copies an own __proto__ as what it is.
    changed ??= { ...object };
    setOwn(changed, key, next);
  }
  return changed ?? object;
}
