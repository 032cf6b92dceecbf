/** Two list entries, by index, that could be the same one, and how much it is worth to pair them. */
export interface Candidate {
  before: number;
  after: number;
  weight: number;
}

/**
 * The heaviest choice of candidates in which both indexes rise; of equal ones the earliest. With weight 1 it is the longest increasing
 * or, over all equal entries, the longest common subsequence. O(n log n): a Fenwick tree over `after` keeps the heaviest chain so far.
 */
export const heaviestChain = (candidates: readonly Candidate[]): Candidate[] => {
  // Descending `after` within one `before` keeps two candidates of one entry out of the same chain.
  const sorted = candidates.toSorted((a, b) => a.before - b.before || b.after - a.after);
  const size = sorted.reduce((most, { after }) => Math.max(most, after + 1), 0);
  const tree = new Int32Array(size + 1).fill(-1);
  const weights = new Float64Array(sorted.length);
  const previous = new Int32Array(sorted.length).fill(-1);
  const weightOf = (index: number): number => (index < 0 ? 0 : (weights[index] ?? 0));
  let last = -1;
  for (const [index, { after, weight }] of sorted.entries()) {
    let best = -1;
    for (let node = after; node > 0; node -= node & -node) if (weightOf(tree[node] ?? -1) > weightOf(best)) best = tree[node] ?? -1;
    weights[index] = weight + weightOf(best);
    previous[index] = best;
    for (let node = after + 1; node <= size; node += node & -node) if (weightOf(tree[node] ?? -1) < weightOf(index)) tree[node] = index;
    if (weightOf(index) > weightOf(last)) last = index;
  }
  const chain: Candidate[] = [];
  for (let index = last; index >= 0; index = previous[index] ?? -1) chain.push(sorted[index] as Candidate);
  return chain.reverse();
};
