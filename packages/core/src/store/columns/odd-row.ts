import { canonicalJson } from "../../decode/event-hash.ts";
import { isObject, setOwn, type JsonObject, type JsonValue } from "../../model/json.ts";
import { parseJson } from "../../model/parse-json.ts";
import { columnTimeText } from "./column-time.ts";
import type { Column } from "./columns.ts";
import { columnOf, fits, mayHoldUnstorable, partColumns } from "./plain-event.ts";

/** What is written of an event of which columns cannot hold all. */
export interface OddRow {
  /** With what the columns hold, and nothing else. */
  event: JsonObject;
  /** JSON text of the rest: see `eventOfRow`. */
  more: string;
}

/** The row of a stored event, from its canonical text. */
export const oddRow = (text: string): OddRow => {
  const stored = parseJson(text) as JsonObject;
  const event: JsonObject = {};
  const rest: JsonObject = {};
  // A whole event stands under `event`, so that no event may have a rest with that name.
  let isWhole = (mayHoldUnstorable(text) && holdsUnstorable(stored)) || Object.hasOwn(stored, "event");
  for (const [field, value] of Object.entries(stored)) {
    const column = columnOf.get(field);
    const part = partColumns.get(field);
    if (column !== undefined) take(column, value, event, rest);
    else if (part === undefined) setOwn(rest, field, value);
    else if (isObject(value)) takePart(field, part, value, event, rest);
    else isWhole = true;
  }
  return isWhole ? { event: storable(event) as JsonObject, more: JSON.stringify({ event: text }) } : { event, more: canonicalJson(rest) };
};

const takePart = (part: string, of: ReadonlyMap<string, Column>, value: JsonObject, event: JsonObject, rest: JsonObject): void => {
  const inColumns: JsonObject = {};
  const inRest: JsonObject = {};
  for (const [field, inner] of Object.entries(value)) {
    const column = of.get(field);
    if (column === undefined) setOwn(inRest, field, inner);
    else take(column, inner, inColumns, inRest);
  }
  const isSeen = Object.keys(inColumns).length > 0 || part === "user";
  if (isSeen) event[part] = inColumns;
  // Also an empty one: it says that the part is there.
  if (!isSeen || Object.keys(inRest).length > 0) rest[part] = inRest;
};

/** A time that is kept to the letter in the rest is in its column all the same. */
const take = (column: Column, value: JsonValue, inColumns: JsonObject, inRest: JsonObject): void => {
  const isKept = fits(column, value);
  if (isKept) inColumns[column.field] = value;
  else inRest[column.field] = value;
  if (!isKept && column.type === "timestamp" && typeof value === "string") inColumns[column.field] = columnTimeText(value);
};

/** Halves of surrogate pairs; with `u`, whole pairs are none. */
const unstorable = /[\0\p{Surrogate}]/gu;
const isUnstorable = (text: string): boolean => text.search(unstorable) !== -1;

const holdsUnstorable = (value: JsonValue): boolean => {
  if (typeof value === "string") return isUnstorable(value);
  if (Array.isArray(value)) return value.some(holdsUnstorable);
  return isObject(value) && Object.entries(value).some(([key, inner]) => isUnstorable(key) || holdsUnstorable(inner));
};

/** A text as a column holds it. */
export const storableText = (text: string): string => text.replaceAll(unstorable, "\u{fffd}");

/** A value whose texts a column can hold: U+0000 and halves of surrogate pairs are replaced. */
export const storable = (value: JsonValue): JsonValue => {
  if (typeof value === "string") return storableText(value);
  if (Array.isArray(value)) return value.map(storable);
  if (!isObject(value)) return value;
  const clean: JsonObject = {};
  for (const [key, inner] of Object.entries(value)) setOwn(clean, storableText(key), storable(inner));
  return clean;
};
