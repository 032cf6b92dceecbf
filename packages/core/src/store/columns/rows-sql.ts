import { sqlName, sqlPath } from "../engine/sql-text.ts";
import { columns, eventColumns, partitionColumn, type Column } from "./columns.ts";

/** `metadata` is in every status of an API server, and always empty. */
const usualRest = '{"responseStatus":{"metadata":{}}}';

const typeIn = ({ type, json }: Column): string => (json ? "JSON" : type === "integer" ? "INTEGER" : "VARCHAR");

/** The type of an event as canonical JSON, as far as some columns and `more` need it. */
const eventType = (chosen: readonly Column[], more: boolean): string => {
  const parts = new Set([...chosen.map(({ part }) => part), ...(more ? ["responseStatus" as const] : [])]);
  const fields = [...parts].flatMap((part) => {
    const of = chosen.filter((column) => column.part === part);
    const inner = of.map((column) => `${sqlName(column.field)} ${typeIn(column)}`);
    if (part === null) return inner;
    if (part === "responseStatus" && more) inner.push("metadata JSON");
    return [`${sqlName(part)} STRUCT(${inner.join(", ")})`];
  });
  return `STRUCT(${fields.join(", ")})`;
};

const valueOf = ({ name, type, part, field, json }: Column): string => {
  const value = ["event", ...(part === null ? [] : [part]), field].map(sqlName).join(".");
  const cast = type === "timestamp" ? "::TIMESTAMPTZ" : json ? "::VARCHAR" : "";
  return `${value}${cast} AS ${sqlName(name)}`;
};

const restValue = `coalesce(more, CASE WHEN "event"."responseStatus".metadata IS NOT NULL THEN '${usualRest}' END) AS more`;

const dateValue = `strftime(make_timestamp(epoch_us("event"."stageTimestamp"::TIMESTAMPTZ)), '%Y-%m-%d') AS ${sqlName(partitionColumn)}`;

const selectOfLines = (path: string, longest: number, chosen: readonly Column[], more: boolean, values: readonly string[]): string => {
  // DuckDB reads blocks of twice as much, so that the bound is also what its memory depends on.
  const most = Math.max(longest + 1, 1 << 20);
  return (
    `SELECT seq, ${values.join(", ")} FROM read_ndjson(${sqlPath(path)}, ` +
    `columns = {seq: 'BIGINT', ${more ? "more: 'VARCHAR', " : ""}event: '${eventType(chosen, more)}'}, maximum_object_size = ${most}, compression = 'uncompressed')`
  );
};

/**
 * Rows, and the date of each, from a file with a line `{"seq":…,"event":…}` for each plain event and `{"seq":…,"more":…,"event":…}` for
 * each odd one. `longest`: bytes of its longest line.
 */
export const rowsOfLines = (path: string, longest: number): string =>
  selectOfLines(path, longest, eventColumns, true, [...eventColumns.map(valueOf), restValue, dateValue]);

/** The number and some columns of such rows, without their dates: what is not named is not made, which costs most. */
export const someOfLines = (path: string, longest: number, names: ReadonlySet<string>): string => {
  const chosen = eventColumns.filter(({ name }) => names.has(name));
  const more = names.has("more");
  return selectOfLines(path, longest, chosen, more, [...chosen.map(valueOf), ...(more ? [restValue] : [])]);
};

/** The names of a table's columns, for a select. */
export const tableColumns = (): string => columns.map(({ name }) => sqlName(name)).join(", ");

/** A timestamp as text that `eventOfRow` takes. */
const timeText = (name: string): string => `strftime(make_timestamp(epoch_us(${sqlName(name)})), '%Y-%m-%dT%H:%M:%S.%fZ')`;

/** What `eventOfRow` needs of a row. */
export const eventValues = (): string =>
  [...eventColumns.map(({ name, type }) => (type === "timestamp" ? timeText(name) : sqlName(name))), "more"].join(", ");
