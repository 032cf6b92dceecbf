import { createHmac } from "node:crypto";
import type { AuditEvent } from "../model/audit-event.ts";
import { isObject, own, setOwn, type JsonObject, type JsonValue } from "../model/json.ts";
import { maxNesting, nestsDeeperThan } from "./nesting.ts";

const lastApplied = "kubectl.kubernetes.io/last-applied-configuration";

/** Replaces a value by a hash under a key of this run: a changed value still shows as changed. */
type Veil = (value: string) => string;

const veilUnder =
  (key: Uint8Array): Veil =>
  (value) =>
    `redacted:${createHmac("sha256", key).update(value).digest("hex").slice(0, 12)}`;

/** Fields of a kind whose strings are secret, by their path. */
const secretFields: { [kind: string]: string[][] } = {
  Secret: [["data"], ["stringData"]],
  TokenRequest: [["status", "token"]],
  TokenReview: [["spec", "token"]],
};

/** The kind that a request's bodies are of when they do not say so themselves, as in a patch. */
function kindByRef(event: AuditEvent): string | null {
  const { resource, subresource, apiGroup = "" } = event.objectRef ?? {};
  if (resource === "secrets" && apiGroup === "") return "Secret";
  if (resource === "serviceaccounts" && subresource === "token") return "TokenRequest";
  return resource === "tokenreviews" ? "TokenReview" : null;
}

/**
 * The event with every Secret's data, every token of a TokenRequest or TokenReview, and every token in the URI's query replaced by
 * `redacted:` and 12 hex digits of HMAC-SHA-256 under `key`. Covers bodies, lists' entries, patches, Secrets inside other objects,
 * and copies of Secrets in last-applied annotations.
 */
export function redactEvent(event: AuditEvent, key: Uint8Array): AuditEvent {
  const veil = veilUnder(key);
  const kind = kindByRef(event);
  const requestURI = redactQuery(event.requestURI, veil);
  const requestObject = event.requestObject === undefined ? undefined : redactBody(event.requestObject, kind, veil);
  const responseObject = event.responseObject === undefined ? undefined : redactBody(event.responseObject, kind, veil);
  if (requestURI === event.requestURI && requestObject === event.requestObject && responseObject === event.responseObject) return event;
  return {
    ...event,
    requestURI,
    ...(requestObject === undefined ? {} : { requestObject }),
    ...(responseObject === undefined ? {} : { responseObject }),
  };
}

/** A whole object redacted as one in an event's body would be. */
export const redactObject = (object: JsonObject, key: Uint8Array): JsonObject => redactValue(object, null, veilUnder(key)) as JsonObject;

const redactQuery = (uri: string, veil: Veil): string =>
  uri.replace(/([?&](?:access_|id_|refresh_|bearer_|auth_)?token=)([^&#]+)/gi, (_all, name: string, value: string) => name + veil(value));

/** A body without a kind of its own is of the request's kind; a list there is a JSON patch. */
function redactBody(body: JsonValue, kind: string | null, veil: Veil): JsonValue {
  if (kind !== null && Array.isArray(body)) return mapList(body, (step) => redactStep(step, kind, veil));
  return redactValue(body, kind, veil);
}

/**
 * Redacts a value and all below it. `kind` is what the value is when it has no kind itself. Values that hold nothing secret are
 * given back as they are, not copied.
 */
function redactValue(value: JsonValue, kind: string | null, veil: Veil): JsonValue {
  if (Array.isArray(value)) return mapList(value, (item) => redactValue(item, null, veil));
  if (!isObject(value)) return value;
  const said = own(value, "kind");
  const is = typeof said === "string" && said !== "" ? said : kind;
  // A typed list's items, and the rows of a table, have no kind.
  const inner = is?.endsWith("List") === true ? is.slice(0, -4) : is === "Table" || is === "PartialObjectMetadata" ? kind : null;
  let result: JsonValue = mapObject(value, (item, key) => {
    if (key === lastApplied && typeof item === "string") return redactCopy(item, kind ?? is, veil);
    if ((key === "items" || key === "rows") && Array.isArray(item))
      return mapList(item, (entry) => redactValue(entry, inner ?? kind, veil));
    if (key === "object" && kind !== null) return redactValue(item, kind, veil);
    if (key === "metadata" || key === "annotations") return redactValue(item, kind ?? is, veil);
    return redactValue(item, null, veil);
  });
  if (is !== null && Object.hasOwn(secretFields, is)) for (const path of secretFields[is] ?? []) result = redactAt(result, path, veil);
  return result;
}

/** The strings at and below a path, veiled. A null in a patch stays: it takes a key away and tells nothing. */
function redactAt(value: JsonValue, path: string[], veil: Veil): JsonValue {
  const [key, ...rest] = path;
  if (key === undefined) return veilAll(value, veil);
  return isObject(value) ? mapObject(value, (item, at) => (at === key ? redactAt(item, rest, veil) : item)) : value;
}

function veilAll(value: JsonValue, veil: Veil): JsonValue {
  if (value === null) return null;
  if (Array.isArray(value)) return value.map((item) => veilAll(item, veil));
  if (isObject(value)) return mapObject(value, (item) => veilAll(item, veil));
  return veil(String(value));
}

/** A last-applied copy: Secrets in it are redacted; one that cannot be read is replaced whole where it may be a Secret's. */
function redactCopy(text: string, kind: string | null, veil: Veil): string {
  if (kind !== "Secret" && !/Secret|Token|\\u/.test(text)) return text;
  const copy = parseBounded(text);
  if (copy === undefined) return kind === "Secret" || text.includes("Secret") ? veil(text) : text;
  const redacted = redactValue(copy, kind, veil);
  return redacted === copy ? text : JSON.stringify(redacted);
}

/** JSON inside a string has not been held to the bound on nesting yet. */
function parseBounded(text: string): JsonValue | undefined {
  if (nestsDeeperThan(Buffer.from(text), maxNesting)) return undefined;
  try {
    return JSON.parse(text) as JsonValue;
  } catch {
    return undefined;
  }
}

/** One step of a JSON patch on an object of `kind`. Source: RFC 6902. */
function redactStep(step: JsonValue, kind: string, veil: Veil): JsonValue {
  const path = own(step, "path");
  if (!isObject(step) || typeof path !== "string") return redactValue(step, kind, veil);
  const steps = path
    .split("/")
    .slice(1)
    .map((part) => part.replaceAll("~1", "/").replaceAll("~0", "~"));
  return mapObject(step, (item, key) => (key === "value" ? redactBelow(item, steps, kind, veil) : item));
}

/** A value that stands at `steps` in an object of `kind`. */
function redactBelow(value: JsonValue, steps: string[], kind: string, veil: Veil): JsonValue {
  const secret = (secretFields[kind] ?? []).find((path) => path.every((key, index) => index >= steps.length || steps[index] === key));
  if (secret !== undefined)
    return steps.length >= secret.length
      ? veilAll(value, veil)
      : redactAt(redactValue(value, kind, veil), secret.slice(steps.length), veil);
  if (steps.at(-1) === lastApplied && typeof value === "string") return redactCopy(value, kind, veil);
  return redactValue(value, kind, veil);
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
