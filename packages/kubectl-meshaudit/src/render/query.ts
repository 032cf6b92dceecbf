import { csvLines, exactTime, safeText, type CsvCell } from "@meshaudit/client";
import type { AuditEvent, JsonValue, QueryResult } from "@meshaudit/core";
import { own } from "@meshaudit/core";
import { renderTable } from "../terminal/table.ts";
import { count, counted } from "./amount.ts";
import { logLine } from "./log-line.ts";
import { searchedLine } from "./searched.ts";
import type { ViewOptions } from "./view.ts";

type Column = QueryResult["columns"][number];

const cellOf = (value: JsonValue | undefined): CsvCell =>
  value === undefined ? null : typeof value === "object" && value !== null ? JSON.stringify(value) : value;

/** A moment in the reader's zone where it is to the millisecond, which is as much as a person reads. */
const textOf = (value: JsonValue | undefined, { type }: Column, { clock }: ViewOptions): string => {
  const cell = cellOf(value);
  if (cell === null) return "";
  if (type !== "timestamp" || typeof cell !== "string") return safeText(String(cell));
  const instant = Date.parse(cell);
  return Number.isNaN(instant) ? safeText(cell) : exactTime(instant, clock.zone);
};

/** A search's columns have no names that a query gave. */
const isSearch = ({ columns }: QueryResult): boolean =>
  columns.length === 2 && columns[0]?.name === "time" && columns[1]?.name === "event" && columns[1].type === "json";

const summary = (result: QueryResult, options: ViewOptions): string[] => {
  const { rows, cut, count: all, searched } = result;
  const of = cut ? (all === null ? "the first " : "") : "";
  const told = cut && all !== null ? `${count(rows.length)} of ${counted(all, "row")}` : `${of}${counted(rows.length, "row")}`;
  const more = cut ? "; all of them: --limit 0" : "";
  return [options.style.faint(`${told}${more} · ${searchedLine(searched, options.clock)}`)];
};

/** The rows of a query: of a search the events, a line each. */
export const renderQuery = (result: QueryResult, options: ViewOptions): string[] => {
  const { columns, rows } = result;
  const lines = isSearch(result)
    ? rows.map((row) => logLine(own(row, "event") as unknown as AuditEvent, options))
    : renderTable(
        {
          headers: columns.map(({ name }) => safeText(name)),
          rows: rows.map((row) => ({ cells: columns.map((column) => ({ text: textOf(own(row, column.name), column, options) })) })),
        },
        options,
      );
  return options.withHeaders ? [...lines, ...(lines.length > 0 ? [""] : []), ...summary(result, options)] : lines;
};

/** The rows as CSV, moments in UTC, JSON as its text. */
export const queryCsv = ({ columns, rows }: QueryResult, { withHeaders }: ViewOptions): string[] =>
  csvLines([
    ...(withHeaders ? [columns.map(({ name }) => name)] : []),
    ...rows.map((row) => columns.map(({ name }) => cellOf(own(row, name)))),
  ]);
