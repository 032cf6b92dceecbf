import { safeText, shortDate, span } from "@meshaudit/client";
import type { ReportChart } from "@meshaudit/core";
import { padTo, truncate, widthOf, wrap } from "../../terminal/width.ts";
import { count } from "../amount.ts";
import { pipeWidth, type ReportView } from "./report-view.ts";
import { sparkline } from "./sparkline.ts";

/** The time that a trend is over, ms since the epoch, and how many columns it is drawn in. */
interface Axis {
  first: number;
  last: number;
  /** From one point to the next, ms. */
  step: number;
  columns: number;
}

const axisOf = (chart: ReportChart, most: number): Axis | null => {
  const times = [...new Set(chart.series.flatMap(({ points }) => points.map(({ x }) => Date.parse(x))))].filter(Number.isFinite);
  times.sort((a, b) => a - b);
  const [first] = times;
  const last = times.at(-1);
  if (first === undefined || last === undefined) return null;
  const step = times.slice(1).reduce((least, time, index) => Math.min(least, time - (times[index] ?? 0)), Infinity);
  if (step === Infinity) return { first, last, step: 0, columns: 1 };
  const points = Math.round((last - first) / step) + 1;
  return { first, last, step, columns: Math.ceil(points / Math.ceil(points / most)) };
};

/** The amounts of a line in the columns of an axis: points that fall into one column are added up. */
const amountsOn = ({ first, last, step, columns }: Axis, points: readonly { x: string; y: number }[]): number[] => {
  const amounts = Array.from({ length: columns }, () => 0);
  const length = last - first + step;
  for (const { x, y } of points) {
    const place = length === 0 ? 0 : Math.min(columns - 1, Math.floor(((Date.parse(x) - first) / length) * columns));
    if (amounts[place] !== undefined) amounts[place] += y;
  }
  return amounts;
};

const units = [
  [86_400_000, "day"],
  [3_600_000, "hour"],
  [60_000, "minute"],
  [1000, "second"],
] as const;

/** A length of time as a rate has it: `minute`, `5 minutes`. */
const lengthWords = (length: number): string => {
  const [unit, word] = units.find(([each]) => length >= each && length % each === 0) ?? units.find(([each]) => length >= each) ?? [1, "ms"];
  const amount = Math.round((length / unit) * 10) / 10;
  return amount === 1 ? word : `${amount} ${word}${word === "ms" ? "" : "s"}`;
};

/** A chart over time in words: each series' name, its line of blocks, how much in all, and at most per which length of time. */
export const trendWords = (chart: ReportChart): string[][] => {
  const axis = axisOf(chart, 40);
  if (axis === null) return [];
  const each = (axis.last - axis.first + axis.step) / axis.columns;
  return chart.series.map(({ name, points }) => {
    const amounts = amountsOn(axis, points);
    const sum = amounts.reduce((whole, amount) => whole + amount, 0);
    const most = Math.max(...amounts);
    return [name, sparkline(amounts), count(sum), axis.columns === 1 ? count(most) : `${count(most)} per ${lengthWords(each)}`];
  });
};

/** How long it may be to say how much there was at most. */
const mostWords = " at most 99,999 per 5 minutes".length;

/** A point is drawn over no more columns than these. */
const mostTimes = 4;

/** A chart over time: a line of blocks for each series, how much in all and at most, and from when to when. */
export const renderTrend = (chart: ReportChart, { width, clock, style }: ReportView): string[] => {
  const room = width ?? pipeWidth;
  const names = chart.series.map(({ name }) => safeText(name));
  const labels = Math.min(Math.max(...names.map(widthOf)), Math.floor(room / 4));
  const totals = chart.series.map(({ points }) => count(points.reduce((sum, { y }) => sum + y, 0)));
  const numbers = Math.max(...totals.map(({ length }) => length));
  const indent = 2 + labels + (labels > 0 ? 2 : 0);
  const beside = room - indent - numbers - 2;
  // In a narrow terminal the most is left out.
  const hasMost = beside >= mostWords + 8;
  const columns = Math.max(4, Math.min(60, hasMost ? beside - mostWords : beside));
  const axis = axisOf(chart, columns);
  if (axis === null) return [];
  // A few points are drawn wide, so that they can be seen.
  const times = Math.min(mostTimes, Math.floor(columns / axis.columns));
  const each = (axis.last - axis.first + axis.step) / axis.columns;
  const lines = chart.series.map(({ points }, index) => {
    const amounts = amountsOn(axis, points);
    const most = Math.max(...amounts);
    const about = !hasMost || axis.columns === 1 || most === 0 ? "" : style.faint(` at most ${count(most)} per ${lengthWords(each)}`);
    const name = padTo(truncate(names[index] ?? "", labels), labels);
    return `  ${name}${labels > 0 ? "  " : ""}${style.section(sparkline(amounts.flatMap((amount) => Array<number>(times).fill(amount))))}  ${(totals[index] ?? "").padStart(numbers)}${about}`;
  });
  const ends = axis.columns === 1 ? shortDate(axis.first, clock) : span(axis.first, axis.last + axis.step, clock);
  const margin = indent + ends.length > room ? 2 : indent;
  return [...lines, ...wrap(ends, room - margin).map((each) => style.faint(`${" ".repeat(margin)}${each}`))];
};
