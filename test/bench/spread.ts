/** How times are spread, in ms with one digit. */
export const spread = (times: readonly number[]): { median: number; p95: number; max: number } => {
  const sorted = times.toSorted((a, b) => a - b);
  const at = (part: number): number => Math.round(10 * (sorted[Math.min(sorted.length - 1, Math.floor(part * sorted.length))] ?? 0)) / 10;
  return { median: at(0.5), p95: at(0.95), max: at(1) };
};
