import type { AuditEvent } from "../model/audit-event.ts";
import { eventHash } from "../decode/event-hash.ts";
import { compareEvents } from "../decode/event-time.ts";

/** An event that is kept; plain data. */
export interface Kept {
  /** The event, without list entries that other reads told before. */
  event: AuditEvent;
  /** The event as it came: what tells it from others. */
  original: AuditEvent;
  /** `eventHash` of the original; null until somebody asks. */
  hash: string | null;
}

/** An event as it was read, before anything of it is left out. */
export const keptEvent = (event: AuditEvent): Kept => ({ event, original: event, hash: null });

/** The hash of an event as it was read, computed when it is first asked for. */
export const hashOf = (kept: Kept): string => (kept.hash ??= eventHash(kept.original));

/** A total order: 0 only for the same event. */
export const compareKept = (a: Kept, b: Kept): number => compareEvents(a.original, b.original) || compareHashes(a, b);

const compareHashes = (a: Kept, b: Kept): number => {
  if (a === b || hashOf(a) === hashOf(b)) return 0;
  return hashOf(a) < hashOf(b) ? -1 : 1;
};
