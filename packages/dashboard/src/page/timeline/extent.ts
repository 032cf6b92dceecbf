import type { ObjectTimeline } from "../../protocol/api.ts";

/** A span of time, ms since the epoch. */
export interface Extent {
  from: number;
  to: number;
}

/** All that happened, with a little air around it; null when nothing did. */
export const extentOf = (items: readonly ObjectTimeline[]): Extent | null => {
  const times = items.flatMap(({ changes }) => changes.map(({ time }) => Date.parse(time)));
  if (times.length === 0) return null;
  const from = times.reduce((a, b) => Math.min(a, b));
  const to = times.reduce((a, b) => Math.max(a, b));
  const air = Math.max(5, (to - from) * 0.04);
  return { from: from - air, to: to + air };
};

/** The shortest span that is shown, ms. */
const shortest = 2;

/** A span made shorter (factor below 1) or longer around a moment, within the whole. */
export const zoomed = ({ from, to }: Extent, factor: number, around: number, whole: Extent): Extent => {
  const length = Math.min(whole.to - whole.from, Math.max(shortest, (to - from) * factor));
  const share = (around - from) / Math.max(1e-9, to - from);
  return within({ from: around - share * length, to: around + (1 - share) * length }, whole);
};

/** A span moved so that it lies within the whole. */
export const within = ({ from, to }: Extent, whole: Extent): Extent => {
  const length = Math.min(to - from, whole.to - whole.from);
  const begin = Math.min(Math.max(from, whole.from), whole.to - length);
  return { from: begin, to: begin + length };
};
