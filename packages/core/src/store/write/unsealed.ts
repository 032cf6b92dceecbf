import type { Leaf } from "../evidence/cover.ts";
import type { MeshLine } from "../mesh-lines/mesh-lines-file.ts";
import type { Incoming } from "./incoming.ts";

/** What will be asked of the events of one stretch of the journal when it is sealed, besides the events themselves. */
export interface Unsealed {
  /** The number of its first event. */
  firstSeq: number;
  count: number;
  /** Numbers of those that the table's columns do not hold as they are. */
  odd: Set<number>;
  days: Map<string, UnsealedDay>;
  /** Length of all its texts. */
  characters: number;
  /** When its first event came, ms since the epoch; null while there is none. */
  since: number | null;
}

/** The part of it that becomes one segment. */
export interface UnsealedDay {
  /** In the order of their numbers. */
  leaves: Leaf[];
  meshLines: MeshLine[];
}

/** Nothing yet. */
export const unsealedFrom = (firstSeq: number): Unsealed => ({
  firstSeq,
  count: 0,
  odd: new Set(),
  days: new Map(),
  characters: 0,
  since: null,
});

/** Notes events that got the next numbers. */
export const noteUnsealed = (unsealed: Unsealed, events: readonly Incoming[], at: number): void => {
  for (const { hash, day, key, time, text, plain } of events) {
    const seq = unsealed.firstSeq + unsealed.count;
    unsealed.count++;
    if (!plain) unsealed.odd.add(seq);
    unsealed.characters += text.length;
    let ofDay = unsealed.days.get(day);
    if (ofDay === undefined) unsealed.days.set(day, (ofDay = { leaves: [], meshLines: [] }));
    ofDay.leaves.push({ seq, hash });
    if (key !== null) ofDay.meshLines.push({ key, seq, time, text });
  }
  if (events.length > 0) unsealed.since ??= at;
};
