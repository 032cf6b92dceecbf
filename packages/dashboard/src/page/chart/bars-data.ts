import type { ReportSeries } from "@meshaudit/core";

/** One bar, of a part for each series. */
export interface Bar {
  name: string;
  total: number;
  parts: { series: string; value: number }[];
}

/** Series as stacked bars, the longest first. */
export const barsOf = (series: readonly ReportSeries[]): Bar[] => {
  const bars = new Map<string, Bar>();
  for (const { name, points } of series) {
    for (const { x, y } of points) {
      const bar = bars.get(x) ?? { name: x, total: 0, parts: [] };
      bar.total += y;
      bar.parts.push({ series: name, value: y });
      bars.set(x, bar);
    }
  }
  return [...bars.values()].toSorted((a, b) => b.total - a.total || (a.name < b.name ? -1 : 1));
};

/** Parts of a whole, the largest first; those beyond `most` are told as one. */
export const partsOf = (series: readonly ReportSeries[], most: number): { name: string; value: number }[] => {
  const [only, ...others] = series;
  const all =
    only !== undefined && others.length === 0
      ? only.points.map(({ x, y }) => ({ name: x, value: y }))
      : series.map(({ name, points }) => ({ name, value: points.reduce((sum, { y }) => sum + y, 0) }));
  const sorted = all.filter(({ value }) => value > 0).toSorted((a, b) => b.value - a.value);
  if (sorted.length <= most) return sorted;
  const rest = sorted.slice(most - 1);
  return [...sorted.slice(0, most - 1), { name: `${rest.length} others`, value: rest.reduce((sum, { value }) => sum + value, 0) }];
};
