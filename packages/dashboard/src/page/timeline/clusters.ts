import type { ChangeMark } from "../../protocol/api.ts";

/** Changes that would lie on each other, drawn as one mark. */
export interface Cluster {
  /** Where it is drawn, in pixels. */
  x: number;
  changes: [ChangeMark, ...ChangeMark[]];
}

/** Joins changes, oldest first, whose marks are nearer than `gap` pixels to the one before. Those out of sight are left out. */
export const clustersOf = (changes: readonly ChangeMark[], xOf: (time: number) => number, width: number, gap: number): Cluster[] => {
  const clusters: (Cluster & { last: number })[] = [];
  for (const change of changes) {
    const x = xOf(Date.parse(change.time));
    if (x < -gap || x > width + gap) continue;
    const before = clusters.at(-1);
    if (before !== undefined && x - before.last < gap) {
      before.changes.push(change);
      before.x += (x - before.x) / before.changes.length;
      before.last = x;
    } else clusters.push({ x, last: x, changes: [change] });
  }
  return clusters.map(({ x, changes }) => ({ x, changes }));
};
