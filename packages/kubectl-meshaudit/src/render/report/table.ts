import { safeText } from "@meshaudit/client";
import { own, type JsonValue, type Report, type ReportColumn, type ReportTable } from "@meshaudit/core";
import type { Paint, Style } from "../../terminal/style.ts";
import { renderTable, type Cell } from "../../terminal/table.ts";
import { widthOf, wrap } from "../../terminal/width.ts";
import { count } from "../amount.ts";
import { cellText } from "./cell-text.ts";
import { fittedColumns, type Filled } from "./fitted-columns.ts";
import type { ReportView } from "./report-view.ts";
import { shortened } from "./shortened.ts";
import { isSentence, shownColumns, type ShownColumn } from "./shown-columns.ts";

const isNumber = ({ type }: ReportColumn): boolean => type === "number" || type === "share";

const paintOf = (value: JsonValue | undefined, { name, type }: ReportColumn, style: Style): Paint | undefined => {
  if (type === "time") return style.faint;
  if (name === "risk" && (value === "high" || value === "medium" || value === "low")) return style[value];
  return type === "code" && Number(value) >= 400 ? style.high : undefined;
};

/** The rows of a table, as many as are wanted, in a terminal's width; all that is in them where it is to be wide. */
export const renderReportTable = (table: ReportTable, report: Report, options: ReportView): string[] => {
  const { limit, width, wide, style, withHeaders } = options;
  const rows = limit === 0 ? table.rows : table.rows.slice(0, limit);
  const fill = ({ column, text }: ShownColumn): Filled => {
    const header = withHeaders ? safeText(column.title).toUpperCase() : "";
    const texts = rows.map((row) => safeText(text?.(row) || cellText(own(row, column.name), column, options)));
    return { column, header, texts, width: Math.max(widthOf(header), ...texts.map(widthOf)) };
  };
  const all = wide ? table.columns.map((column): ShownColumn => ({ column, text: null })) : shownColumns({ ...table, rows }, report);
  const fitted = width === null || wide ? null : fittedColumns(all, fill, width);
  const below = fitted?.below ?? null;
  const columns = fitted?.columns ?? all.map(fill);
  const aligned = (text: string, { column, width: room }: Filled): string => {
    if (isNumber(column)) return text.padStart(room);
    return isSentence(column) ? text : shortened(text, room);
  };
  const cellOf = (filled: Filled, row: ReportTable["rows"][number], at: number): Cell => ({
    text: aligned(filled.texts[at] ?? "", filled),
    paint: paintOf(own(row, filled.column.name), filled.column, style),
  });
  const lines = renderTable(
    {
      headers: columns.map((filled) => aligned(filled.header, filled)),
      rows: rows.map((row, at) => ({ cells: columns.map((filled) => cellOf(filled, row, at)) })),
    },
    // Columns that fit as they are need no layout of their own, which would take the last one for a sentence.
    { width: fitted === null || fitted.wraps ? width : null, withHeaders, style },
  );
  const whole = below === null ? lines : withSentences(lines, below, rows.length, width ?? 0);
  return withHeaders ? [...whole, ...moreWords(table, rows.length).map(style.faint)] : whole;
};

/** A table's lines, below each row its sentence. */
const withSentences = (lines: readonly string[], { texts }: Filled, rows: number, width: number): string[] => {
  const head = lines.length - rows;
  return lines.flatMap((line, index) =>
    index < head ? [line] : [line, ...wrap(texts[index - head] ?? "", Math.max(8, width - 4)).map((each) => `    ${each}`)],
  );
};

/** That not all rows are shown, and how to see them. */
const moreWords = ({ rows, cut }: ReportTable, shown: number): string[] => {
  const hidden = rows.length - shown;
  if (hidden > 0) return [`${count(hidden)}${cut ? " and more" : " more"}: --limit 0`];
  return cut ? [`only the first ${count(rows.length)} are told`] : [];
};
