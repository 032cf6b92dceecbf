import type { AuditEvent } from "../../model/audit-event.ts";
import { isObject, type JsonObject, type JsonValue } from "../../model/json.ts";
import { isColumnTime } from "./column-time.ts";
import { eventColumns, type Column, type EventPart } from "./columns.ts";

/** Columns of an event's fields, by field; of those in a part, by part and field. */
export const columnOf = new Map(eventColumns.filter(({ part }) => part === null).map((column) => [column.field, column]));
export const partColumns: ReadonlyMap<string, ReadonlyMap<string, Column>> = new Map(
  (["user", "impersonatedUser", "objectRef", "responseStatus"] satisfies EventPart[]).map((part) => [
    part,
    new Map(eventColumns.filter((column) => column.part === part).map((column) => [column.field, column])),
  ]),
);

const fitsInteger = (value: JsonValue | undefined): boolean => typeof value === "number" && (value | 0) === value && !Object.is(value, -0);

/** Whether a column gives a value back as it is. JSON's null would come back as a field that is not there. */
export const fits = ({ type, json }: Column, value: JsonValue | undefined): boolean => {
  if (json) return value !== null && value !== undefined && (typeof value !== "number" || Number.isFinite(value));
  if (type === "integer") return fitsInteger(value);
  return typeof value === "string" && (type === "string" || isColumnTime(value));
};

/** The API server writes `"metadata": {}` into every status. */
const isUsualMetadata = (part: string, field: string, value: JsonValue | undefined): boolean =>
  part === "responseStatus" && field === "metadata" && isObject(value) && Object.keys(value).length === 0;

const partFits = (part: string, of: ReadonlyMap<string, Column>, value: JsonValue | undefined): boolean => {
  if (!isObject(value)) return false;
  let any = part === "user";
  for (const field of Object.keys(value)) {
    const column = of.get(field);
    if (column === undefined ? !isUsualMetadata(part, field, value[field]) : !fits(column, value[field])) return false;
    any = true;
  }
  return any;
};

/** What may be U+0000 or half of a surrogate pair, neither of which a Parquet string holds, as JSON escapes it. */
export const mayHoldUnstorable = (text: string): boolean => text.includes("\\u") && (text.includes("\\u0000") || text.includes("\\ud"));

/**
 * Whether the columns hold all of an event, so that its row can be taken straight from its canonical text. Nearly all events of an API
 * server are plain; of others `oddRow` makes the row.
 */
export const isPlain = (event: AuditEvent, text: string): boolean => {
  const fields = event as unknown as JsonObject;
  for (const field of Object.keys(fields)) {
    const column = columnOf.get(field);
    if (column !== undefined) {
      if (!fits(column, fields[field])) return false;
      continue;
    }
    const part = partColumns.get(field);
    if (part === undefined ? field !== "kind" && field !== "apiVersion" : !partFits(field, part, fields[field])) return false;
  }
  return !mayHoldUnstorable(text);
};
