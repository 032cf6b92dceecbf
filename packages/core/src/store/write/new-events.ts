import { hashSet, type HashSet } from "../dedupe/hash-set.ts";
import type { RecentHashes } from "../dedupe/recent-hashes.ts";
import type { LiveSegment } from "../delta/table-state.ts";
import { hashBytes } from "../evidence/merkle.ts";
import type { AuditEvent } from "../../model/audit-event.ts";
import type { KnownSegments } from "./known-segments.ts";
import { chosenOf, textOf, type PackedEvents } from "./packed-events.ts";

/** Events that are being written. */
export interface PendingWrite {
  hashes: HashSet;
  done: Promise<unknown>;
}

/** What events are told from. */
export interface Known {
  pending: ReadonlySet<PendingWrite>;
  /** Those that came lately; all that are in the journal among them. */
  recent: RecentHashes;
  segments: KnownSegments;
  /** Which of the events with some auditIDs a segment surely holds, by `nameOf` their hashes. */
  heldBy(segment: LiveSegment, auditIDs: readonly string[]): Promise<ReadonlySet<string>>;
}

/** Those of some events that are new. */
export interface NewEvents {
  events: PackedEvents;
  duplicate: number;
  /** Settles when those are durable that some of the others are copies of. */
  copied: Promise<unknown>;
  /** The hashes of the new ones. */
  hashes: HashSet;
}

/** A hash as a key of a map. */
export const nameOf = (hash: Uint8Array): string => Buffer.from(hash.buffer, hash.byteOffset, hash.length).toString("latin1");

/** Tells new events from copies. Nothing is a copy on a mere likelihood: a filter's word is checked in the segment itself. */
export const newEvents = async (events: PackedEvents, known: Known): Promise<NewEvents> => {
  const { hashes, count } = events;
  const copied = new Set<Promise<unknown>>();
  const seen = hashSet(hashes);
  const isNew = new Uint8Array(count);
  let fresh = 0;
  for (let place = 0; place < count; place++) {
    const at = place * hashBytes;
    const pending = pendingOf(known.pending, hashes, at);
    if (pending !== null) copied.add(pending.done);
    if (pending !== null || known.recent.has(hashes, at) || !seen.add(place)) continue;
    isNew[place] = 1;
    fresh++;
  }
  if (fresh > 0) fresh -= await takeOutSealed(events, isNew, known);
  const chosen = fresh === count ? events : chosenOf(events, isNew);
  return { events: chosen, duplicate: count - fresh, copied: Promise.all(copied), hashes: fresh === count ? seen : setOf(chosen) };
};

const pendingOf = (pending: ReadonlySet<PendingWrite>, hashes: Uint8Array, at: number): PendingWrite | null => {
  for (const write of pending) if (write.hashes.has(hashes, at)) return write;
  return null;
};

const setOf = ({ hashes, count }: PackedEvents): HashSet => {
  const set = hashSet(hashes);
  for (let place = 0; place < count; place++) set.add(place);
  return set;
};

/** Takes those out of `isNew` that a segment holds. Gives back how many. */
const takeOutSealed = async (events: PackedEvents, isNew: Uint8Array, { segments, heldBy }: Known): Promise<number> => {
  const { hashes, times, count } = events;
  let [from, to] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (let place = 0; place < count; place++) {
    if (isNew[place] === 0) continue;
    const time = times[place] ?? 0;
    if (time < from) from = time;
    if (time > to) to = time;
  }
  const holding = await segments.between(from, to);
  const maybe = new Map<LiveSegment, number[]>();
  for (let place = 0; place < count; place++) {
    if (isNew[place] === 0) continue;
    for (const segment of holding(times[place] ?? 0, hashes, place * hashBytes)) {
      const others = maybe.get(segment);
      if (others === undefined) maybe.set(segment, [place]);
      else others.push(place);
    }
  }
  let taken = 0;
  for (const [segment, suspected] of maybe) {
    const held = await heldBy(segment, [...new Set(suspected.map((place) => auditIdOf(events, place)))]);
    for (const place of suspected) {
      if (isNew[place] === 0 || !held.has(nameOf(hashes.subarray(place * hashBytes, (place + 1) * hashBytes)))) continue;
      isNew[place] = 0;
      taken++;
    }
  }
  return taken;
};

const auditIdOf = (events: PackedEvents, place: number): string => (JSON.parse(textOf(events, place)) as AuditEvent).auditID;
