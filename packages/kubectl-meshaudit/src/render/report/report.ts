import { safeText } from "@meshaudit/client";
import type { Report } from "@meshaudit/core";
import { searchedLine } from "../searched.ts";
import { sentence } from "../sentence.ts";
import { renderBars } from "./bars.ts";
import { renderHeading } from "./heading.ts";
import { isEmpty, partsOf, type ReportPart } from "./parts.ts";
import type { ReportView } from "./report-view.ts";
import { renderReportTable } from "./table.ts";
import { renderTotals } from "./totals.ts";
import { renderTrend } from "./trend.ts";

const contentOf = (part: ReportPart, report: Report, options: ReportView): string[] => {
  switch (part.kind) {
    case "totals":
      return renderTotals(report, options);
    case "table":
      return renderReportTable(part.table, options);
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
  const asQuery = query === null || queryCommand === null ? [] : [style.faint(`as a query: ${safeText(queryCommand(query))}`)];
  const title = part.kind === "totals" ? [] : sentence(safeText(part.title), style.strong, options);
  return ["", ...title, ...asQuery, ...content];
};

/** A report as text: its totals, its charts and tables; what is empty in one line; and what was searched. */
export const renderReport = (report: Report, options: ReportView): string[] => {
  const { clock, style, only, withHeaders } = options;
  const parts = partsOf(report, only);
  const empty = parts.filter(isEmpty);
  const sections = parts.filter((part) => !isEmpty(part)).flatMap((part) => section(part, report, options));
  if (!withHeaders) return sections;
  const none =
    empty.length === 0
      ? []
      : ["", ...sentence(`nothing of: ${empty.map(({ title }) => safeText(title)).join(", ")}`, style.faint, options)];
  return [
    ...renderHeading(report, options),
    ...sections,
    ...none,
    "",
    ...sentence(searchedLine(report.searched, clock), style.faint, options),
  ];
};
