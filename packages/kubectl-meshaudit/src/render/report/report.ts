import { safeText } from "@meshaudit/client";
import type { Report } from "@meshaudit/core";
import { searchedLine } from "../searched.ts";
import { sentence } from "../sentence.ts";
import { renderBars } from "./bars.ts";
import { renderHeading } from "./heading.ts";
import { isEmpty, partsOf, type ReportPart } from "./parts.ts";
import type { ReportView } from "./report-view.ts";
import { halfOf, leastForTwo, sideBySide } from "./side-by-side.ts";
import { renderReportTable } from "./table.ts";
import { renderTotals } from "./totals.ts";
import { renderTrend } from "./trend.ts";

const contentOf = (part: ReportPart, report: Report, options: ReportView): string[] => {
  switch (part.kind) {
    case "totals":
      return renderTotals(report, options);
    case "table":
      return renderReportTable(part.table, report, options);
    case "chart":
      return part.chart.type === "trend" ? renderTrend(part.chart, options) : renderBars(part.chart, options);
  }
};

const queryOf = (part: ReportPart): string | null => {
  switch (part.kind) {
    case "totals":
      return null;
    case "chart":
      return part.chart.query;
    case "table":
      return part.table.query;
  }
};

const section = (part: ReportPart, report: Report, options: ReportView): string[] => {
  const { style, queryCommand, withHeaders } = options;
  const content = contentOf(part, report, options);
  if (!withHeaders) return content;
  const query = queryOf(part);
  // In one line whatever its length, so that it can be copied.
  const asQuery = query === null || queryCommand === null ? [] : [style.faint(`as a query: ${safeText(queryCommand(query, part.id))}`)];
  const title = part.kind === "totals" ? [] : sentence(safeText(part.title), style.strong, options);
  return ["", ...title, ...asQuery, ...content];
};

const isBars = (part: ReportPart): boolean => part.kind === "chart" && part.chart.type !== "trend";

/** Sections one after another; charts of names two beside each other where there is room and nothing to be copied. */
const sections = (parts: readonly ReportPart[], report: Report, options: ReportView): string[] => {
  const { width, queryCommand, withHeaders } = options;
  if (width === null || width < leastForTwo || queryCommand !== null || !withHeaders) {
    return parts.flatMap((part) => section(part, report, options));
  }
  const half = halfOf(width);
  const lines: string[] = [];
  for (let index = 0; index < parts.length; index++) {
    const [part, next] = parts.slice(index);
    if (part === undefined) break;
    if (next === undefined || !isBars(part) || !isBars(next)) lines.push(...section(part, report, options));
    else {
      lines.push(
        ...sideBySide(section(part, report, { ...options, width: half }), section(next, report, { ...options, width: half }), half),
      );
      index += 1;
    }
  }
  return lines;
};

/** A report as text: its totals, its charts and tables; what is empty in one line; and what was searched. */
export const renderReport = (report: Report, options: ReportView): string[] => {
  const { clock, style, only, withHeaders } = options;
  const parts = partsOf(report, only);
  const empty = parts.filter(isEmpty);
  const lines = sections(
    parts.filter((part) => !isEmpty(part)),
    report,
    options,
  );
  if (!withHeaders) return lines;
  const none = [...new Set(empty.map(({ title }) => safeText(title)))].join(", ");
  return [
    ...renderHeading(report, options),
    ...lines,
    ...(none === "" ? [] : ["", ...sentence(`empty: ${none}`, style.faint, options)]),
    "",
    ...sentence(searchedLine(report.searched, clock), style.faint, options),
  ];
};
