import { own, type JsonValue, type Report } from "@meshaudit/core";
import { csvLines, type CsvCell } from "@meshaudit/client";
import { partsOf, type ReportPart } from "./parts.ts";
import type { ReportView } from "./report-view.ts";
import { totalsOf } from "./total-words.ts";

const cellOf = (value: JsonValue | undefined): CsvCell =>
  value === undefined ? null : typeof value === "object" && value !== null ? JSON.stringify(value) : value;

/** A part as the rows of a sheet: values as they are, times in UTC, shares from 0 to 1. */
const sheetOf = (part: ReportPart, report: Report, limit: number): { headers: string[]; rows: CsvCell[][] } => {
  switch (part.kind) {
    case "totals": {
      const totals = totalsOf(report).flat();
      if (report.before === null) return { headers: ["total", "amount"], rows: totals.map(({ name, amount }) => [name, amount]) };
      return { headers: ["total", "amount", "before"], rows: totals.map(({ name, amount, before }) => [name, amount, before]) };
    }
    case "chart":
      return {
        headers: ["series", part.chart.type === "trend" ? "time" : "name", "amount"],
        rows: part.chart.series.flatMap(({ name, points }) => points.map(({ x, y }) => [name, x, y])),
      };
    case "table":
      return {
        headers: part.table.columns.map(({ name }) => name),
        rows: (limit === 0 ? part.table.rows : part.table.rows.slice(0, limit)).map((row) =>
          part.table.columns.map(({ name }) => cellOf(own(row, name))),
        ),
      };
  }
};

/** One part as CSV; or all of them below one another, each with its id and title above it and a blank line between, as a spreadsheet shows them best. */
export const reportCsv = (report: Report, { only, limit, withHeaders }: ReportView): string[] =>
  partsOf(report, only).flatMap((part, index) => {
    const { headers, rows } = sheetOf(part, report, limit);
    const lines = csvLines([...(withHeaders ? [headers] : []), ...rows]);
    if (only !== null) return lines;
    return [...(index === 0 ? [] : [""]), ...csvLines([[part.id, part.title]]), ...lines];
  });
