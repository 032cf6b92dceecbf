import type { RecentHashes } from "../dedupe/recent-hashes.ts";
import type { LiveSegment } from "../delta/table-state.ts";
import type { Incoming } from "./incoming.ts";
import type { KnownSegments } from "./known-segments.ts";

/** What events are told from. */
export interface Known {
  /** Events that are being written, by `nameOf` their hash. */
  pending: Map<string, Promise<unknown>>;
  /** Those that came lately; all that are in the journal among them. */
  recent: RecentHashes;
  segments: KnownSegments;
  /** Which of the events a segment surely holds, by `nameOf` their hashes. */
  heldBy(segment: LiveSegment, events: readonly Incoming[]): Promise<ReadonlySet<string>>;
}

/** Those of some events that are new. */
export interface NewEvents {
  events: Incoming[];
  duplicate: number;
  /** Settles when those are durable that some of the others are copies of. */
  copied: Promise<unknown>;
}

/** A hash as a key of a map. */
export const nameOf = (hash: Buffer): string => hash.toString("latin1", 0, 20);

/** Tells new events from copies. Nothing is a copy on a mere likelihood: a filter's word is checked in the segment itself. */
export const newEvents = async (events: readonly Incoming[], known: Known): Promise<NewEvents> => {
  const seen = new Set<string>();
  const copied: Promise<unknown>[] = [];
  const unknown = events.filter(({ hash }) => {
    const name = nameOf(hash);
    const pending = known.pending.get(name);
    if (pending !== undefined) copied.push(pending);
    if (pending !== undefined || seen.has(name) || known.recent.has(hash)) return false;
    seen.add(name);
    return true;
  });
  const fresh = unknown.length === 0 ? [] : await withoutSealed(unknown, known);
  return { events: fresh, duplicate: events.length - fresh.length, copied: Promise.all(new Set(copied)) };
};

const withoutSealed = async (events: readonly Incoming[], { segments, heldBy }: Known): Promise<Incoming[]> => {
  let [from, to] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const { time } of events) {
    from = Math.min(from, time);
    to = Math.max(to, time);
  }
  const holding = await segments.between(from, to);
  const maybe = new Map<LiveSegment, Incoming[]>();
  for (const event of events) {
    for (const segment of holding(event.time, event.hash)) {
      const others = maybe.get(segment);
      if (others === undefined) maybe.set(segment, [event]);
      else others.push(event);
    }
  }
  if (maybe.size === 0) return [...events];
  const held = new Set<string>();
  for (const [segment, suspected] of maybe) for (const name of await heldBy(segment, suspected)) held.add(name);
  return events.filter(({ hash }) => !held.has(nameOf(hash)));
};
