import { duckDbPrelude } from "../query/dialects/duckdb-prelude.ts";
import { changesTable } from "../query/tables/changes-table.ts";
import { logTable } from "../query/tables/log-table.ts";
import { placesTable } from "../query/tables/places-table.ts";
import type { Column } from "../query/tables/table.ts";
import { someOfLines } from "../store/columns/rows-sql.ts";
import { sqlName, sqlPath, sqlPaths, sqlText } from "../store/engine/sql-text.ts";
import type { LineFile, LogFiles } from "./child-task.ts";

/** Types of the query's columns in DuckDB. */
const sqlTypes = { text: "VARCHAR", json: "VARCHAR", long: "BIGINT", boolean: "BOOLEAN", timestamp: "TIMESTAMPTZ" } as const;

const names = (columns: readonly { name: string }[]): string => columns.map(({ name }) => sqlName(name)).join(", ");

const typed = ({ name, type }: { name: string; type: Column["type"] }): string => `${sqlName(name)} ${sqlTypes[type]}`;

/** Columns with the types that the query's tables have; the store keeps codes in fewer bits. */
const cast = (columns: readonly Column[]): string =>
  columns.map(({ name, type }) => (type === "long" ? `${sqlName(name)}::BIGINT AS ${sqlName(name)}` : sqlName(name))).join(", ");

/**
 * A relation made of a select over lines that are read once: a table in memory, or, where they are many, a Parquet file that is scanned.
 * `parquet` is where that is written; null: in memory.
 */
const kept = (name: string, select: string, parquet: string | null): string[] =>
  parquet === null
    ? [`CREATE TABLE ${name} AS ${select}`]
    : [`COPY (${select}) TO ${sqlText(parquet)} (FORMAT parquet)`, `CREATE VIEW ${name} AS FROM read_parquet(${sqlPath(parquet)})`];

/** Columns of the log's lines; one that is not made of them is an error where it is read. */
const ofLines = (names: ReadonlySet<string>): string =>
  logTable.columns
    .map((column) =>
      column.name === "seq" || names.has(column.name)
        ? cast([column])
        : `error(${sqlText(`${column.name} was not asked for`)})::${sqlTypes[column.type]} AS ${sqlName(column.name)}`,
    )
    .join(", ");

/** Makes `log`. `parquet`: see `kept`. */
export const logSql = ({ segments, lines, columns }: LogFiles, parquet: string | null): string[] => {
  const names = new Set(columns);
  const parts = [
    ...(segments.length === 0
      ? []
      : [`SELECT ${cast(logTable.columns)} FROM read_parquet(${sqlPaths(segments)}, hive_partitioning = false)`]),
    ...(lines === null ? [] : [`SELECT ${ofLines(names)} FROM new_lines`]),
  ];
  const none = `SELECT ${logTable.columns.map(({ name, type }) => `NULL::${sqlTypes[type]} AS ${sqlName(name)}`).join(", ")} LIMIT 0`;
  return [
    ...(lines === null ? [] : kept("new_lines", someOfLines(lines.path, lines.longest, names), parquet)),
    `CREATE VIEW log AS ${parts.length === 0 ? none : parts.join(" UNION ALL ")}`,
  ];
};

/** Makes `changes`. */
export const changesSql = ({ path, longest }: LineFile): string => {
  const columns = changesTable.columns.map(({ name, type }) => `${sqlText(name)}: ${sqlText(sqlTypes[type])}`).join(", ");
  const most = Math.max(longest + 1, 1 << 20);
  return `CREATE TABLE changes AS SELECT ${names(changesTable.columns)} FROM read_ndjson(${sqlPath(path)}, columns = {${columns}}, maximum_object_size = ${most}, compression = 'uncompressed')`;
};

/** Makes `ip_places`, and what else a plan's SQL needs. */
export const sessionSql = (timeZone: string): string[] => [
  ...duckDbPrelude(),
  `CREATE TABLE ${placesTable.name} (${placesTable.columns.map(typed).join(", ")})`,
  `SET TimeZone = ${sqlText(timeZone)}`,
];

/** Shuts everything but some files off, for good. The order counts: the last setting forbids to set any. */
export const lockDownSql = (paths: readonly string[]): string[] => [
  "SET temp_directory = ''",
  `SET allowed_paths = [${paths.map(sqlText).join(", ")}]`,
  "SET enable_external_access = false",
  "SET lock_configuration = true",
];
