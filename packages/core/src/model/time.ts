/**
 * Microseconds since the epoch of an RFC 3339 time as the API server logs it; NaN when it is none.
 * Audit times have six digits, and changes of one object often lie within one millisecond.
 */
export const micros = (time: string): number => {
  const millis = Date.parse(time);
  const fraction = /\.(\d+)/.exec(time)?.[1];
  if (fraction === undefined || fraction.length <= 3) return millis * 1000;
  return Math.floor(millis / 1000) * 1_000_000 + Number(fraction.slice(0, 6).padEnd(6, "0"));
};

/** Milliseconds since the epoch as RFC 3339 in UTC. */
export const rfc3339 = (millis: number): string => new Date(millis).toISOString();
