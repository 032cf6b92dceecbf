import { sqlName, sqlPath } from "../engine/sql-text.ts";
import { columns, eventColumns, partitionColumn, type Column } from "./columns.ts";

/** `metadata` is in every status of an API server, and always empty. */
const usualRest = '{"responseStatus":{"metadata":{}}}';

const typeIn = ({ type, json }: Column): string => (json ? "JSON" : type === "integer" ? "INTEGER" : "VARCHAR");

/** The type of an event as canonical JSON. */
const eventType = (): string => {
  const parts = new Set(eventColumns.map(({ part }) => part));
  const fields = [...parts].flatMap((part) => {
    const of = eventColumns.filter((column) => column.part === part);
    const inner = of.map((column) => `${sqlName(column.field)} ${typeIn(column)}`);
    if (part === null) return inner;
    if (part === "responseStatus") inner.push("metadata JSON");
    return [`${sqlName(part)} STRUCT(${inner.join(", ")})`];
  });
  return `STRUCT(${fields.join(", ")})`;
};

const valueOf = ({ name, type, part, field, json }: Column): string => {
  const value = ["event", ...(part === null ? [] : [part]), field].map(sqlName).join(".");
  const cast = type === "timestamp" ? "::TIMESTAMPTZ" : json ? "::VARCHAR" : "";
  return `${value}${cast} AS ${sqlName(name)}`;
};

/**
 * Rows, and the date of each, from a file with a line `{"seq":…,"event":…}` for each plain event and `{"seq":…,"more":…,"event":…}` for
 * each odd one. `longest`: bytes of its longest line.
 */
export const rowsOfLines = (path: string, longest: number): string => {
  const rest = `coalesce(more, CASE WHEN "event"."responseStatus".metadata IS NOT NULL THEN '${usualRest}' END) AS more`;
  const date = `strftime(make_timestamp(epoch_us("event"."stageTimestamp"::TIMESTAMPTZ)), '%Y-%m-%d') AS ${sqlName(partitionColumn)}`;
  // DuckDB reads blocks of twice as much, so that the bound is also what its memory depends on.
  const most = Math.max(longest + 1, 1 << 20);
  return (
    `SELECT seq, ${eventColumns.map(valueOf).join(", ")}, ${rest}, ${date} FROM read_ndjson(${sqlPath(path)}, ` +
    `columns = {seq: 'BIGINT', more: 'VARCHAR', event: '${eventType()}'}, maximum_object_size = ${most}, compression = 'uncompressed')`
  );
};

/** The names of a table's columns, for a select. */
export const tableColumns = (): string => columns.map(({ name }) => sqlName(name)).join(", ");

/** A timestamp as text that `eventOfRow` takes. */
const timeText = (name: string): string => `strftime(make_timestamp(epoch_us(${sqlName(name)})), '%Y-%m-%dT%H:%M:%S.%fZ')`;

/** What `eventOfRow` needs of a row. */
export const eventValues = (): string =>
  [...eventColumns.map(({ name, type }) => (type === "timestamp" ? timeText(name) : sqlName(name))), "more"].join(", ");
