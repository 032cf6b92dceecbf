import { safeText } from "@meshaudit/client";
import type { ReportChart, ReportSeries } from "@meshaudit/core";
import { renderTable, type Cell } from "../../terminal/table.ts";
import { widthOf } from "../../terminal/width.ts";
import { count } from "../amount.ts";
import { countryName } from "./country.ts";
import { pipeWidth, type ReportView } from "./report-view.ts";
import { shareWords } from "./share.ts";
import { shortened } from "./shortened.ts";
import { bar } from "./sparkline.ts";

/** What a chart says of one name: an amount of each series, and all of them together. */
export interface Bar {
  name: string;
  amounts: number[];
  sum: number;
}

/** The names of a chart in its order, each once, with the amounts of each series. */
export const barsOf = ({ type, series }: ReportChart): Bar[] => {
  const bars = new Map<string, Bar>();
  for (const [index, { points }] of series.entries()) {
    for (const { x, y } of points) {
      const found = bars.get(x) ?? {
        name: type === "map" ? countryName(x) : x === "" ? "(none)" : x,
        amounts: series.map(() => 0),
        sum: 0,
      };
      found.amounts[index] = (found.amounts[index] ?? 0) + y;
      found.sum += y;
      bars.set(x, found);
    }
  }
  return [...bars.values()].filter(({ sum }) => sum > 0);
};

/** Amounts as text; averages with as many decimals each. */
const amountTexts = (amounts: readonly number[]): string[] =>
  amounts.map(amounts.every(Number.isInteger) ? count : (amount) => amount.toFixed(2));

const sumOf = (series: ReportSeries): number => series.points.reduce((sum, { y }) => sum + y, 0);

const widthOfSeries = (each: ReportSeries): number => 2 + Math.max(widthOf(safeText(each.name)), count(sumOf(each)).length);

/** The series that there is something in, as far as there is room for their numbers: those with most, and the others as one. */
const seriesInRoom = (chart: ReportChart, room: number): ReportChart => {
  const series = chart.series.filter((each) => sumOf(each) > 0);
  if (series.reduce((sum, each) => sum + widthOfSeries(each), 0) <= room) return { ...chart, series };
  const others = { name: "others", points: series.flatMap(({ points }) => points) };
  let left = room - widthOfSeries(others);
  const kept = new Set(
    series
      .toSorted((a, b) => sumOf(b) - sumOf(a))
      .filter((each) => {
        left -= widthOfSeries(each);
        return left >= 0;
      }),
  );
  if (kept.size === 0) return { ...chart, series: [others] };
  const points = series.filter((each) => !kept.has(each)).flatMap((each) => each.points);
  return { ...chart, series: [...series.filter((each) => kept.has(each)), { ...others, points }] };
};

const longestBar = 30;
const shortestBar = 8;

/** A chart of names: a bar each, how much, and of a share the part of the whole. */
export const renderBars = (whole: ReportChart, { width, limit, style }: ReportView): string[] => {
  const chart = seriesInRoom(whole, width === null ? Infinity : width - 40);
  const bars = barsOf(chart);
  const shown = limit === 0 ? bars : bars.slice(0, limit);
  const hidden = bars.length - shown.length;
  const room = (width ?? pipeWidth) - 2;
  const all = bars.reduce((sum, each) => sum + each.sum, 0);
  const most = Math.max(...bars.map(({ sum }) => sum));
  const parts = chart.type === "bars" ? null : shown.map(({ sum }) => shareWords(all === 0 ? 0 : sum / all));
  const several = chart.series.length > 1;
  const headers = several ? chart.series.map(({ name }) => safeText(name).toUpperCase()) : [];
  const numbers = [
    ...(several ? chart.series.map((_, series) => amountTexts(shown.map(({ amounts }) => amounts[series] ?? 0))) : []),
    amountTexts(shown.map(({ sum }) => sum)),
    ...(parts === null ? [] : [parts]),
  ];
  const titles = [...headers, several ? "ALL" : "", ...(parts === null ? [] : [""])];
  const widths = numbers.map((cells, index) => Math.max(widthOf(titles[index] ?? ""), ...cells.map(({ length }) => length)));
  const taken = widths.reduce((sum, each) => sum + each + 2, 0);
  const names = Math.max(10, Math.min(Math.floor(room * 0.45), room - taken - 2 - shortestBar));
  const labels = shown.map(({ name }) => (width === null ? safeText(name) : shortened(safeText(name), names)));
  const longest = Math.max(...labels.map(widthOf));
  const columns = width === null ? longestBar : Math.min(longestBar, room - taken - longest - 2);
  const drawn = columns >= shortestBar;
  const rows = shown.map(({ sum }, row) => ({
    cells: [
      { text: labels[row] ?? "" },
      ...(drawn ? [{ text: bar(sum / most, columns), paint: style.section }] : []),
      ...numbers.map((cells, index): Cell => ({ text: (cells[row] ?? "").padStart(widths[index] ?? 0) })),
    ],
  }));
  const head = titles.map((title, index) => title.padStart(widths[index] ?? 0));
  const table = { headers: ["", ...(drawn ? [""] : []), ...head], rows };
  const lines = renderTable(table, { width: null, withHeaders: several, style }).map((line) => `  ${line}`);
  return [...lines, ...(hidden > 0 ? [style.faint(`  and ${count(hidden)} more: --limit 0`)] : [])];
};
