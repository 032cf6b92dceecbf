import { own, type JsonValue, type ReportColumn, type ReportTable } from "@meshaudit/core";
import { renderTable, type Cell } from "../../terminal/table.ts";
import type { Paint, Style } from "../../terminal/style.ts";
import { truncate, widthOf } from "../../terminal/width.ts";
import { count } from "../amount.ts";
import { safeCell } from "./cell-text.ts";
import type { ReportView } from "./report-view.ts";

/** No column is cut to less. */
const least = 12;
const gap = 2;

const isNumber = ({ type }: ReportColumn): boolean => type === "number" || type === "share";

/** Ids of requests are long and say nothing to a person: they are for `-o wide`, and for what is given on to `event`. */
const shownColumns = (table: ReportTable, wide: boolean): ReportColumn[] =>
  wide ? table.columns : table.columns.filter(({ type }) => type !== "request");

const paintOf = (value: JsonValue | undefined, { type }: ReportColumn, style: Style): Paint | undefined => {
  if (type === "time") return style.faint;
  return type === "code" && Number(value) >= 400 ? style.high : undefined;
};

/** A long name by both of its ends: who and what it is mostly stands in the last part. */
const shortened = (text: string, width: number): string => {
  if (widthOf(text) <= width) return text;
  const end = Math.floor((width - 1) / 2);
  return /^[\x20-\x7e]*$/.test(text) ? `${text.slice(0, width - 1 - end)}…${text.slice(text.length - end)}` : truncate(text, width);
};

/** The widths of columns so that they fit, the widest ones cut first; as they are where that does not help. */
const fitted = (natural: readonly number[], cuttable: readonly boolean[], room: number): number[] => {
  const widths = [...natural];
  let excess = widths.reduce((sum, each) => sum + each + gap, -gap) - room;
  while (excess > 0) {
    const widest = Math.max(...widths.filter((_, index) => cuttable[index]));
    if (widest <= least) return [...natural];
    const index = widths.findIndex((each, column) => cuttable[column] && each === widest);
    widths[index] = widest - 1;
    excess -= 1;
  }
  return widths;
};

/** The rows of a table, as many as are wanted, in a terminal's width. */
export const renderReportTable = (table: ReportTable, options: ReportView): string[] => {
  const { limit, width, wide, style, withHeaders } = options;
  const columns = shownColumns(table, wide);
  const rows = limit === 0 ? table.rows : table.rows.slice(0, limit);
  const texts = rows.map((row) => columns.map((column) => safeCell(own(row, column.name), column, options)));
  const headers = columns.map(({ title }) => title.toUpperCase());
  const natural = columns.map((_, index) =>
    Math.max(withHeaders ? widthOf(headers[index] ?? "") : 0, ...texts.map((cells) => widthOf(cells[index] ?? ""))),
  );
  const cuttable = columns.map((column, index) => !isNumber(column) && column.type !== "time" && (natural[index] ?? 0) > least);
  const widths = width === null || wide ? natural : fitted(natural, cuttable, width);
  const cell = (text: string, index: number, row: ReportTable["rows"][number]): Cell => {
    const column = columns[index];
    if (column === undefined) return { text };
    const room = widths[index] ?? 0;
    return { text: isNumber(column) ? text.padStart(room) : shortened(text, room), paint: paintOf(own(row, column.name), column, style) };
  };
  const right = headers.map((header, index) => {
    const column = columns[index];
    return column !== undefined && isNumber(column) ? header.padStart(widths[index] ?? 0) : header;
  });
  const lines = renderTable(
    {
      headers: right,
      rows: rows.map((row, at) => ({ cells: (texts[at] ?? []).map((text, index) => cell(text, index, row)) })),
    },
    { width, withHeaders, style },
  );
  return withHeaders ? [...lines, ...moreWords(table, rows.length).map(style.faint)] : lines;
};

/** That not all rows are shown, and how to see them. */
const moreWords = ({ rows, cut }: ReportTable, shown: number): string[] => {
  const hidden = rows.length - shown;
  if (hidden > 0) return [`${count(hidden)}${cut ? " and more" : " more"}: --limit 0`];
  return cut ? [`only the first ${count(rows.length)} are told`] : [];
};
