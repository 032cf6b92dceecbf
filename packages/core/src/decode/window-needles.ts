/** How much of an RFC 3339 time in UTC tells a day, an hour, ten minutes; and how long that is, in ms. The finest comes first. */
const grains = [
  { length: "2026-11-24T13:3".length, ms: 600_000 },
  { length: "2026-11-24T13".length, ms: 3_600_000 },
  { length: "2026-11-24T".length, ms: 86_400_000 },
];

/** Each beginning is one more look through the log. */
const mostBeginnings = 2;

/**
 * The beginnings that the times of a window have, at most two; null when that is too coarse to help, or the window is open. Times in
 * ms since the epoch, inclusive. The API server writes times in UTC. Source: k8s.io/apimachinery, MicroTime.MarshalJSON.
 */
export function windowNeedles(from: number | null, to: number | null): string[] | null {
  if (from === null || to === null || to < from) return null;
  for (const { length, ms } of grains) {
    const first = Math.floor(from / ms);
    const last = Math.floor(to / ms);
    if (last - first >= mostBeginnings) continue;
    return Array.from({ length: last - first + 1 }, (_, index) => new Date((first + index) * ms).toISOString().slice(0, length));
  }
  return null;
}
