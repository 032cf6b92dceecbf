import { prefixOf } from "../dedupe/filter.ts";
import { hashBytes } from "../evidence/merkle.ts";
import { gatherLeaves, type LeafGatherer } from "../evidence/segment-leaves.ts";
import type { MeshLine } from "../mesh-lines/mesh-lines-file.ts";
import { dayOf } from "./day-of.ts";
import { keepStretch, type KeptStretch } from "./kept-stretch.ts";
import { textOf, type PackedEvents } from "./packed-events.ts";

/** What will be asked of the events of one stretch of the journal when it is sealed, besides the events themselves. */
export interface Unsealed {
  /** The number of its first event. */
  firstSeq: number;
  count: number;
  /** Numbers of those that the table's columns do not hold as they are. */
  odd: Set<number>;
  days: Map<string, UnsealedDay>;
  /** Bytes of all its texts. */
  bytes: number;
  /** Its events for DuckDB; null: they are read from the journal when it is sealed. */
  kept: KeptStretch | null;
  /** When its first event came, ms since the epoch; null while there is none. */
  since: number | null;
}

/** The part of it that becomes one segment. */
export interface UnsealedDay {
  leaves: LeafGatherer;
  /** What a filter knows of its events. */
  prefixes: Uint32Array[];
  meshLines: MeshLine[];
}

/** Nothing yet. */
export const unsealedFrom = (firstSeq: number): Unsealed => ({
  firstSeq,
  count: 0,
  odd: new Set(),
  days: new Map(),
  bytes: 0,
  kept: null,
  since: null,
});

/** Notes events that got the next numbers. `folder`: where they are written for DuckDB; null: nowhere. */
export const noteUnsealed = (unsealed: Unsealed, events: PackedEvents, at: number, folder: string | null): void => {
  const { count, times, odd, mesh, text } = events;
  if (count === 0) return;
  const firstSeq = unsealed.firstSeq + unsealed.count;
  for (let from = 0; from < count;) {
    const day = dayOf(times[from] ?? 0);
    let to = from + 1;
    while (to < count && dayOf(times[to] ?? 0) === day) to++;
    noteRun(dayIn(unsealed, day), firstSeq, events, from, to);
    from = to;
  }
  for (const place of odd) unsealed.odd.add(firstSeq + place);
  // What was not written from its first event on is read from the journal.
  if (unsealed.count === 0 && folder !== null) unsealed.kept = keepStretch(folder, unsealed.odd);
  unsealed.kept?.add({ firstSeq, count, text: Buffer.from(text.buffer, text.byteOffset, text.length) });
  for (const { place, key } of mesh) {
    const time = times[place] ?? 0;
    dayIn(unsealed, dayOf(time)).meshLines.push({ key, seq: firstSeq + place, time, text: textOf(events, place) });
  }
  unsealed.count += count;
  unsealed.bytes += text.length;
  unsealed.since ??= at;
};

const dayIn = ({ days }: Unsealed, day: string): UnsealedDay => {
  const there = days.get(day);
  if (there !== undefined) return there;
  const made: UnsealedDay = { leaves: gatherLeaves(), prefixes: [], meshLines: [] };
  days.set(day, made);
  return made;
};

/** Notes events of one day: those at the places `from` to below `to`. */
const noteRun = (day: UnsealedDay, firstSeq: number, { hashes }: PackedEvents, from: number, to: number): void => {
  day.leaves.add(firstSeq + from, hashes.subarray(from * hashBytes, to * hashBytes));
  const prefixes = new Uint32Array(to - from);
  for (let place = from; place < to; place++) prefixes[place - from] = prefixOf(hashes, place * hashBytes);
  day.prefixes.push(prefixes);
};
