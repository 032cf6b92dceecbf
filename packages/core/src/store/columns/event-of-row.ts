import type { AuditEvent } from "../../model/audit-event.ts";
import { isObject, setOwn, type JsonObject, type JsonValue } from "../../model/json.ts";
import { parseJson } from "../../model/parse-json.ts";
import type { SqlValue } from "../engine/duckdb.ts";
import { eventColumns } from "./columns.ts";

/**
 * The stored event of a row: the values of `eventColumns` in their order, times as text, then that of `more`. `more` is null, an object
 * of fields that come on top of those in columns, or `{"event": "the whole canonical text"}`.
 */
export const eventOfRow = (values: readonly SqlValue[]): AuditEvent => {
  const more = values[eventColumns.length];
  const rest = typeof more === "string" ? (parseJson(more) as JsonObject) : null;
  if (rest !== null && typeof rest["event"] === "string") return parseJson(rest["event"]) as AuditEvent;
  const event: JsonObject = { user: {} };
  for (const [at, { part, field, json }] of eventColumns.entries()) {
    const value = values[at];
    if (value === null || value === undefined) continue;
    const target = part === null ? event : partOf(event, part);
    target[field] = json ? (parseJson(String(value)) as JsonValue) : typeof value === "bigint" ? String(value) : value;
  }
  if (rest !== null) for (const [field, value] of Object.entries(rest)) addRest(event, field, value);
  return event as unknown as AuditEvent;
};

const partOf = (event: JsonObject, part: string): JsonObject => {
  const there = event[part];
  if (isObject(there)) return there;
  const made: JsonObject = {};
  event[part] = made;
  return made;
};

const parts = new Set<string>(eventColumns.map(({ part }) => part).filter((part) => part !== null));

const addRest = (event: JsonObject, field: string, value: JsonValue): void => {
  if (!parts.has(field) || !isObject(value)) return setOwn(event, field, value);
  const part = partOf(event, field);
  for (const [inner, innerValue] of Object.entries(value)) setOwn(part, inner, innerValue);
};
