import type { Cause } from "../model/change.ts";
import type { Reading } from "./reading.ts";

/** Causes that were looked for once: they lie in the past. */
export interface CauseMemory {
  cause: Reading["cause"];
  /** Older events have come: what was not found then may be found now. */
  forgetUnknown(): void;
}

/** How far the log is known: the time of its newest event, ms since the epoch, and how much was read. */
export interface Extent {
  newest: number;
  bytes: number;
}

/** By another API server's clock a cause may lie so long after what it set off, and be logged later, ms. */
const settledAfter = 10_000;

/** Remembers causes of a log that grows. What is so new that its cause may still be missing is looked for again once there is more. */
export const causeMemory = (extent: () => Extent): CauseMemory => {
  const known = new Map<string, { found: Promise<Cause | null>; bytes: number | null }>();
  return {
    cause: (change, lookBack, look) => {
      const key = `${lookBack} ${change.id}`;
      const { newest, bytes } = extent();
      const before = known.get(key);
      if (before !== undefined && (before.bytes === null || before.bytes === bytes)) return before.found;
      const isSettled = newest > Date.parse(change.time) + settledAfter;
      const found = look();
      known.set(key, { found, bytes: isSettled ? null : bytes });
      found.catch(() => known.delete(key));
      return found;
    },
    forgetUnknown: () => {
      for (const [key, { found }] of known) void found.then((cause) => (cause === null ? known.delete(key) : false));
    },
  };
};
