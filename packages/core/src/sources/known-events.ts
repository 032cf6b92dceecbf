import type { AuditEvent, Level } from "../model/audit-event.ts";
import { objectKey, type ObjectRef } from "../model/object.ts";
import { noEvents, type EventSelector } from "../model/selector.ts";
import { parseJson } from "../model/parse-json.ts";
import { timeOf } from "../decode/event-time.ts";
import { touches, trimEvent } from "../decode/touches.ts";
import { collector } from "./collector.ts";
import { heldPieces } from "./held-pieces.ts";
import { keptEvent, type Kept } from "./kept.ts";
import { knownCopies } from "./known-copies.ts";
import { knownStates } from "./known-states.ts";
import { knownSights } from "./known-sights.ts";
import { objectIndex } from "./object-index.ts";

/** Events that were read from sources, put by so that those of any object are at hand without another look. */
export interface KnownEvents {
  /** Puts events by, each once, and gives the objects that those touch which were not known. */
  add(kept: readonly Kept[]): ObjectRef[];
  /** As `readEvents`, among the known events: a selector that asks for objects only. `bytes` of JSON were parsed for it. */
  read(selector: EventSelector): { events: AuditEvent[]; levels: Level[]; bytes: number };
  /** As `readStatesBefore`, among the known events. */
  statesBefore(objects: readonly ObjectRef[], before: number): AuditEvent[];
  /** How many bytes of JSON the events of an object take. */
  weight(object: ObjectRef): number;
  /** How many events are known. */
  count(): number;
  /** How many were known already when they came. */
  duplicates(): number;
  /** Gives up the room they take; nothing can be read any more. */
  close(): void;
}

/** Nothing is known yet. Up to `heldInMemory` bytes of JSON stay in memory, the rest in a nameless temporary file. */
export function knownEvents(heldInMemory?: number): KnownEvents {
  const pieces = heldPieces(heldInMemory);
  const index = objectIndex();
  const sights = knownSights();
  const copies = knownCopies((number) => pieces.read(number));
  /** By the events' numbers, ms since the epoch. */
  const times: (number | null)[] = [];
  let duplicates = 0;

  const put = (one: Kept): ObjectRef[] => {
    if (copies.has(one)) {
      duplicates++;
      return [];
    }
    const event = sights.withoutKnown(one.event);
    if (event === null) return [];
    const number = pieces.add(Buffer.from(JSON.stringify(event)));
    copies.note(one, number, event === one.original && one.hash === null);
    times.push(timeOf(event.stageTimestamp));
    return index.note(event, number);
  };

  const isWithin = (number: number, { from, to }: EventSelector): boolean => {
    const time = times[number] ?? null;
    return (from === null && to === null) || (time !== null && (from === null || time >= from) && (to === null || time <= to));
  };

  const read: KnownEvents["read"] = (selector) => {
    // The key goes unused: what is put by is redacted.
    const wanted = collector(selector, new Uint8Array());
    let bytes = 0;
    for (const number of index.find(selector.objects)) {
      if (!isWithin(number, selector)) continue;
      const piece = pieces.read(number);
      bytes += piece.length;
      const event = parseJson(piece.toString("utf8")) as AuditEvent;
      if (touches(event, selector)) wanted.merge({ kept: [keptEvent(trimEvent(event, selector))], levels: [event.level], duplicates: 0 });
    }
    return { events: wanted.kept().map(({ event }) => event), levels: wanted.levels(), bytes };
  };

  return {
    add: (kept) => [...new Map(kept.flatMap(put).map((ref) => [objectKey(ref), ref])).values()],
    read,
    statesBefore(objects, before) {
      const { events } = read({ ...noEvents, objects: [...objects], to: before - 1 });
      const states = knownStates(objects);
      for (const event of events) states.note(event);
      return events.filter(states.matters);
    },
    weight: (object) => index.find([object]).reduce((sum, number) => sum + pieces.length(number), 0),
    count: () => times.length,
    duplicates: () => duplicates,
    close: () => pieces.close(),
  };
}
