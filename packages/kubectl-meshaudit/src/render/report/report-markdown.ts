import { own, type Report } from "@meshaudit/core";
import { count } from "../amount.ts";
import { markdownCell, markdownTable } from "../markdown-cell.ts";
import { searchedLine } from "../searched.ts";
import { barsOf } from "./bars.ts";
import { cellText } from "./cell-text.ts";
import { changeSince } from "./change-since.ts";
import { headingWords } from "./heading.ts";
import { isEmpty, partsOf, type ReportPart } from "./parts.ts";
import type { ReportView } from "./report-view.ts";
import { shareWords } from "./share.ts";
import { shownColumns, type ShownColumn } from "./shown-columns.ts";
import { titleOf } from "./titles.ts";
import { totalsOf } from "./total-words.ts";
import { trendWords } from "./trend.ts";

const totalsBlock = (report: Report): string[] =>
  totalsOf(report).map((group) => {
    const words = group.map(({ amount, before, words }) => {
      const change = before === null ? "" : ` (${changeSince(amount, before)})`;
      return `**${count(amount)}** ${words}${change}`;
    });
    return `- ${words.join(", ")}`;
  });

const tableOf = (part: ReportPart, report: Report, options: ReportView): { headers: string[]; rows: string[][] } => {
  if (part.kind === "table") {
    const columns = options.wide
      ? part.table.columns.map((column): ShownColumn => ({ column, text: null }))
      : shownColumns(part.table, report);
    return {
      headers: columns.map(({ column }) => column.title),
      rows: part.table.rows.map((row) =>
        columns.map(({ column, text }) => text?.(row) || cellText(own(row, column.name), column, options)),
      ),
    };
  }
  if (part.kind === "totals") return { headers: [], rows: [] };
  const { chart } = part;
  if (chart.type === "trend") return { headers: ["", "Trend", "In all", "At most"], rows: trendWords(chart) };
  const bars = barsOf(chart);
  const whole = bars.reduce((sum, each) => sum + each.sum, 0);
  const several = chart.series.length > 1;
  const hasShare = chart.type !== "bars";
  return {
    headers: ["", ...(several ? chart.series.map(({ name }) => name) : []), "Amount", ...(hasShare ? ["Share"] : [])],
    rows: bars.map(({ name, amounts, sum }) => [
      name,
      ...(several ? amounts.map(count) : []),
      count(sum),
      ...(hasShare ? [shareWords(whole === 0 ? 0 : sum / whole)] : []),
    ]),
  };
};

const section = (part: ReportPart, report: Report, options: ReportView): string[] => {
  if (part.kind === "totals") return ["", ...totalsBlock(report)];
  const { headers, rows } = tableOf(part, report, options);
  const shown = options.limit === 0 ? rows : rows.slice(0, options.limit);
  const hidden = rows.length - shown.length;
  const isCut = part.kind === "table" && part.table.cut;
  const more = hidden > 0 || isCut ? ["", `_${hidden > 0 ? `${count(hidden)} more${isCut ? " and more" : ""}` : "and more"}_`] : [];
  return ["", `**${markdownCell(part.title)}**`, "", ...markdownTable(headers, shown), ...more];
};

/** A report as Markdown, for a chat or a ticket. */
export const renderReportMarkdown = (report: Report, options: ReportView): string[] => {
  const parts = partsOf(report, options.only);
  const empty = parts.filter(isEmpty);
  return [
    `**${markdownCell(titleOf(report))}**: ${headingWords(report, options.clock).about.map(markdownCell).join(" · ")}`,
    ...parts.filter((part) => !isEmpty(part)).flatMap((part) => section(part, report, options)),
    ...(empty.length === 0 ? [] : ["", `empty: ${[...new Set(empty.map(({ title }) => markdownCell(title)))].join(", ")}`]),
    "",
    `_${markdownCell(searchedLine(report.searched, options.clock))}_`,
  ];
};
