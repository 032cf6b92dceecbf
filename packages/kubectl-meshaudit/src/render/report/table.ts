import { safeText } from "@meshaudit/client";
import { own, type JsonValue, type ReportColumn, type ReportTable } from "@meshaudit/core";
import type { Paint, Style } from "../../terminal/style.ts";
import { renderTable } from "../../terminal/table.ts";
import { widthOf } from "../../terminal/width.ts";
import { count } from "../amount.ts";
import { cellText } from "./cell-text.ts";
import type { ReportView } from "./report-view.ts";
import { shortened } from "./shortened.ts";
import { columnsThatFit, shownColumns, type ShownColumn } from "./shown-columns.ts";

/** Names are cut to no less. */
const least = 14;
/** A column is left out before names are cut to less than this. */
const legible = 22;
const gap = 2;

const isNumber = ({ type }: ReportColumn): boolean => type === "number" || type === "share";

const paintOf = (value: JsonValue | undefined, { type }: ReportColumn, style: Style): Paint | undefined => {
  if (type === "time") return style.faint;
  return type === "code" && Number(value) >= 400 ? style.high : undefined;
};

/** A column with the texts of its rows, safe for a terminal. */
interface Filled {
  column: ReportColumn;
  header: string;
  texts: string[];
  width: number;
}

const canBeCut = ({ column: { type } }: Pick<Filled, "column">): boolean => !["number", "share", "time", "code"].includes(type);

/** Columns so wide that they fit, the widest ones cut first. */
const fitted = (columns: readonly Filled[], room: number): Filled[] => {
  const widths = columns.map(({ width }) => width);
  let excess = widths.reduce((sum, each) => sum + each + gap, -gap) - room;
  while (excess > 0) {
    const widest = Math.max(0, ...widths.filter((_, index) => columns[index] !== undefined && canBeCut(columns[index])));
    if (widest <= least) break;
    widths[widths.findIndex((each, index) => columns[index] !== undefined && canBeCut(columns[index]) && each === widest)] = widest - 1;
    excess -= 1;
  }
  return columns.map((column, index) => ({ ...column, width: widths[index] ?? column.width }));
};

/** The rows of a table, as many as are wanted, in a terminal's width; all that is in them where it is to be wide. */
export const renderReportTable = (table: ReportTable, options: ReportView): string[] => {
  const { limit, width, wide, style, withHeaders } = options;
  const rows = limit === 0 ? table.rows : table.rows.slice(0, limit);
  const fill = ({ column, text }: ShownColumn): Filled => {
    const header = withHeaders ? safeText(column.title).toUpperCase() : "";
    const texts = rows.map((row) => safeText(text?.(row) || cellText(own(row, column.name), column, options)));
    return { column, header, texts, width: Math.max(widthOf(header), ...texts.map(widthOf)) };
  };
  const needs = (shown: ShownColumn): number => {
    const filled = fill(shown);
    return canBeCut(filled) ? Math.min(filled.width, legible) : filled.width;
  };
  const all = wide ? table.columns.map((column): ShownColumn => ({ column, text: null })) : shownColumns({ ...table, rows });
  const narrow = width !== null && !wide;
  const columns = narrow ? fitted(columnsThatFit(all, needs, width).map(fill), width) : all.map(fill);
  const aligned = (text: string, { column, width: room }: Filled): string =>
    isNumber(column) ? text.padStart(room) : shortened(text, room);
  const lines = renderTable(
    {
      headers: columns.map((filled) => aligned(filled.header, filled)),
      rows: rows.map((row, at) => ({
        cells: columns.map((filled) => ({
          text: aligned(filled.texts[at] ?? "", filled),
          paint: paintOf(own(row, filled.column.name), filled.column, style),
        })),
      })),
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
