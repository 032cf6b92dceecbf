import type { ReportSeries } from "@meshaudit/core";

/** Series on one axis of time. */
export interface TrendData {
  /** ms since the epoch, in order. */
  times: number[];
  /** `values[i]` belongs to `times[i]`; where a series has no point it is 0: nothing was counted. */
  lines: { name: string; values: number[]; total: number }[];
  most: number;
}

/** Puts series on one axis of time; points whose time cannot be read are left out. */
export const trendData = (series: readonly ReportSeries[]): TrendData => {
  const maps = series.map(({ points }) => new Map(points.map(({ x, y }) => [Date.parse(x), y])));
  const times = [...new Set(maps.flatMap((map) => [...map.keys()]))].filter((time) => !Number.isNaN(time)).toSorted((a, b) => a - b);
  const lines = series.map(({ name }, index) => {
    const values = times.map((time) => maps[index]?.get(time) ?? 0);
    return { name, values, total: values.reduce((sum, value) => sum + value, 0) };
  });
  return { times, lines, most: lines.reduce((most, { values }) => values.reduce((a, b) => Math.max(a, b), most), 0) };
};
