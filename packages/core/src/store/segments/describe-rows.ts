import { columns, statColumns } from "../columns/columns.ts";
import type { Engine, SqlValue } from "../engine/duckdb.ts";
import { sqlName } from "../engine/sql-text.ts";

/** What the table's log says of a segment's rows. */
export interface RowsSummary {
  events: number;
  /** The smallest number of its events, and the largest plus one. */
  firstSeq: number;
  nextSeq: number;
  /** The earliest and the latest stageTimestamp, to the microsecond. */
  from: string;
  to: string;
  /** Events of each audit level. */
  levels: Record<string, number>;
  /** Statistics as Delta has them, JSON text. */
  stats: string;
}

/** Longer texts are left out of statistics, which are read whenever the table is opened. */
const longestStat = 256;

const isTime = (name: string): boolean => columns.some((column) => column.name === name && column.type === "timestamp");

const timeText = (value: string): string => `strftime(make_timestamp(epoch_us(${value})), '%Y-%m-%dT%H:%M:%S.%fZ')`;

/** `source`: a table, or a query in parentheses. Throws when it has no rows. */
export const describeRows = async (one: Pick<Engine, "rows">, source: string): Promise<RowsSummary> => {
  const bounds = statColumns.flatMap((column) => {
    const name = sqlName(column);
    const [least, most] = [`min(${name})`, `max(${name})`];
    return [...(isTime(column) ? [timeText(least), timeText(most)] : [least, most]), `count(*) - count(${name})`];
  });
  const [row] = await one.rows(`SELECT count(*), ${bounds.join(", ")} FROM ${source}`);
  const events = Number(row?.[0] ?? 0);
  if (row === undefined || events === 0) throw new Error("a segment without events");
  const byLevel = await one.rows(`SELECT level, count(*) FROM ${source} GROUP BY 1 ORDER BY 1`);
  const at = (column: string, offset: number): SqlValue => row[1 + statColumns.indexOf(column) * 3 + offset] ?? null;
  const minValues: [string, SqlValue][] = [];
  const maxValues: [string, SqlValue][] = [];
  const nullCount: [string, SqlValue][] = [];
  for (const column of statColumns) {
    const [least, most] = [at(column, 0), at(column, 1)];
    if (isStat(least)) minValues.push([column, least]);
    if (isStat(most)) maxValues.push([column, most]);
    nullCount.push([column, at(column, 2)]);
  }
  return {
    events,
    firstSeq: Number(at("seq", 0)),
    nextSeq: Number(at("seq", 1)) + 1,
    from: String(at("stageTimestamp", 0)),
    to: String(at("stageTimestamp", 1)),
    levels: Object.fromEntries(byLevel.map(([level, count]) => [String(level), Number(count)])),
    stats: JSON.stringify({
      numRecords: events,
      minValues: Object.fromEntries(minValues),
      maxValues: Object.fromEntries(maxValues),
      nullCount: Object.fromEntries(nullCount),
    }),
  };
};

const isStat = (value: SqlValue): boolean => value !== null && (typeof value !== "string" || value.length <= longestStat);
