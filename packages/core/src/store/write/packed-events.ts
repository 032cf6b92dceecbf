import { hash } from "node:crypto";
import { canonicalEvent } from "../../decode/event-hash.ts";
import { redactEvent } from "../../decode/redact.ts";
import type { RedactionPath } from "../../decode/redaction-path.ts";
import type { AuditEvent } from "../../model/audit-event.ts";
import { parseJson } from "../../model/parse-json.ts";
import { columnTime } from "../columns/column-time.ts";
import { isPlain } from "../columns/plain-event.ts";
import { hashBytes } from "../evidence/merkle.ts";
import { concernsMesh, meshKey, type Told } from "../mesh-lines/mesh-key.ts";
import { usualEvent } from "./usual-event.ts";

/**
 * Events on their way into the store, redacted, in the order in which they came. No object is kept of any of them: thousands of objects
 * that live until the disk is done cost more than all that is done to them. Can be handed to another thread, `buffersOf` with it.
 */
export interface PackedEvents {
  count: number;
  /** Canonical texts, each ended by a line feed. */
  text: Uint8Array<ArrayBuffer>;
  /** Where each text ends, its line feed counted. */
  ends: Uint32Array<ArrayBuffer>;
  /** Their leaves in the Merkle log, 32 bytes each: what tells them from others. */
  hashes: Uint8Array<ArrayBuffer>;
  /** stageTimestamp of each as the table has it, ms since the epoch. */
  times: Float64Array<ArrayBuffer>;
  /** All levels that they have. */
  levels: readonly string[];
  /** Places of those that the table's columns do not hold as they are, see `isPlain`, in order. */
  odd: readonly number[];
  /** Places of those that are among the mesh's lines, and their keys there, in order. */
  mesh: readonly { place: number; key: string }[];
}

/** What the secrets of events are replaced under. */
export interface Redaction {
  key: Uint8Array;
  /** Further paths whose values are not to be kept. */
  paths: readonly RedactionPath[];
}

/** Packs events one by one. */
export interface EventPacker {
  readonly count: number;
  /** Bytes of their texts. */
  readonly bytes: number;
  /** An event as decoded. Gives back why it can be stored in no way, and is not; null when it is. */
  add(event: AuditEvent): string | null;
  /** An event from its JSON, when it is a usual one: false when it is to be decoded. `listed` as in `decodeEntry`. */
  addUsual(json: Uint8Array, listed: boolean): boolean;
  /** All since the last time. */
  take(): PackedEvents;
}

/** A packer that redacts. `room`: memory that the first texts may go into. */
export const eventPacker = ({ key, paths }: Redaction, room?: ArrayBuffer): EventPacker => {
  const packing = packTexts(room);
  return {
    get count() {
      return packing.count();
    },
    get bytes() {
      return packing.bytes();
    },
    add(decoded) {
      try {
        const event = redactEvent(decoded, key, paths);
        packing.add(event, canonicalEvent(event));
        return null;
      } catch (error) {
        return `an event cannot be stored: ${error instanceof Error ? error.message : String(error)}`;
      }
    },
    addUsual(json, listed) {
      const usual = usualEvent(json, listed);
      if (usual !== null) packing.put(usual.text, usual.time, usual.level, true, keyOf(usual.told));
      return usual !== null;
    },
    take: packing.take,
  };
};

const keyOf = (event: Told): string | null => (concernsMesh(event) ? meshKey(event) : null);

/** Events that are in the store already, such as in its journal, from their canonical texts. */
export const packStored = (lines: readonly string[]): PackedEvents => {
  const packing = packTexts();
  for (const line of lines) packing.add(parseJson(line) as AuditEvent, line);
  return packing.take();
};

/** The canonical text of one of them. */
export const textOf = ({ text, ends }: PackedEvents, place: number): string =>
  Buffer.from(text.buffer, text.byteOffset, text.length).toString("utf8", ends[place - 1] ?? 0, (ends[place] ?? 0) - 1);

/** The buffers behind them, to be moved to another thread. */
export const buffersOf = ({ text, ends, hashes, times }: PackedEvents): ArrayBuffer[] => [
  text.buffer,
  ends.buffer,
  hashes.buffer,
  times.buffer,
];

/** Some of them, packed anew; `levels` stay those of all. `isChosen`: 1 for each that is. */
export const chosenOf = (events: PackedEvents, isChosen: Uint8Array): PackedEvents => {
  const chosen: number[] = [];
  for (let place = 0; place < events.count; place++) if (isChosen[place] === 1) chosen.push(place);
  const startOf = (place: number): number => events.ends[place - 1] ?? 0;
  const endOf = (place: number): number => events.ends[place] ?? 0;
  const newPlace = new Map(chosen.map((place, index) => [place, index]));
  const text = new Uint8Array(chosen.reduce((sum, place) => sum + endOf(place) - startOf(place), 0));
  const ends = new Uint32Array(chosen.length);
  const hashes = new Uint8Array(chosen.length * hashBytes);
  let at = 0;
  for (const [index, place] of chosen.entries()) {
    text.set(events.text.subarray(startOf(place), endOf(place)), at);
    at += endOf(place) - startOf(place);
    ends[index] = at;
    hashes.set(events.hashes.subarray(place * hashBytes, (place + 1) * hashBytes), index * hashBytes);
  }
  return {
    count: chosen.length,
    text,
    ends,
    hashes,
    times: Float64Array.from(chosen, (place) => events.times[place] ?? 0),
    levels: events.levels,
    odd: events.odd.flatMap((place) => newPlace.get(place) ?? []),
    mesh: events.mesh.flatMap(({ place, key }) => {
      const index = newPlace.get(place);
      return index === undefined ? [] : [{ place: index, key }];
    }),
  };
};

const leastRoom = 64 * 1024;
/** Most bytes that a UTF-16 code unit takes in UTF-8. */
const widest = 3;
const newline = 0x0a;

interface TextPacking {
  count(): number;
  bytes(): number;
  add(event: AuditEvent, text: string): void;
  put(text: string, time: number, level: string, isPlain: boolean, meshKey: string | null): void;
  take(): PackedEvents;
}

const packTexts = (room: ArrayBuffer = new ArrayBuffer(1)): TextPacking => {
  /** Before each text stands a byte, which is 0 while it is hashed: so a leaf is hashed. Source: RFC 9162, 2.1.1. */
  let buffer = Buffer.from(room);
  /** What the next texts will take, if they are like those before. */
  let expected = leastRoom;
  let used = 1;
  let hashes = Buffer.allocUnsafeSlow(64 * hashBytes);
  let ends: number[] = [];
  let times: number[] = [];
  let odd: number[] = [];
  let mesh: { place: number; key: string }[] = [];
  let levels = new Set<string>();

  const makeRoom = (text: string): void => {
    if (used + text.length * widest + 1 <= buffer.length) return;
    const needed = used + Buffer.byteLength(text) + 1;
    if (needed > buffer.length) buffer = grown(buffer, used, Math.max(needed, expected));
  };

  const put: TextPacking["put"] = (text, time, level, isPlain, key) => {
    makeRoom(text);
    const place = ends.length;
    if ((place + 1) * hashBytes > hashes.length) hashes = grown(hashes, hashes.length, 0);
    const end = used + buffer.write(text, used);
    buffer[used - 1] = 0;
    hashes.write(hash("sha256", buffer.subarray(used - 1, end), "binary"), place * hashBytes, "binary");
    buffer[used - 1] = newline;
    buffer[end] = newline;
    used = end + 1;
    ends.push(end);
    times.push(time);
    levels.add(level);
    if (!isPlain) odd.push(place);
    if (key !== null) mesh.push({ place, key });
  };
  return {
    count: () => ends.length,
    bytes: () => used - 1,
    add: (event, text) => put(text, columnTime(event.stageTimestamp), event.level, isPlain(event, text), keyOf(event)),
    put,
    take() {
      const taken: PackedEvents = {
        count: ends.length,
        text: buffer.subarray(1, used),
        ends: Uint32Array.from(ends),
        hashes: hashes.subarray(0, ends.length * hashBytes),
        times: Float64Array.from(times),
        levels: [...levels],
        odd,
        mesh,
      };
      expected = Math.max(leastRoom, Math.min(used + (used >> 3), mostRoom));
      // Most packers are not used again.
      buffer = Buffer.allocUnsafeSlow(1);
      hashes = Buffer.allocUnsafeSlow(64 * hashBytes);
      used = 1;
      [ends, times, odd, mesh, levels] = [[], [], [], [], new Set()];
      return taken;
    },
  };
};

/** What once was large need not be so again. */
const mostRoom = 8 * 1024 * 1024;

/** Memory for the texts of a body of so many bytes: a little more than these, as Go's escapes of three characters become shorter. */
export const roomFor = (bytes: number): ArrayBuffer => new ArrayBuffer(Math.max(1, Math.min(bytes + (bytes >> 4), mostExpected)));
const mostExpected = 1024 * 1024 + 64 * 1024;

const grown = (buffer: Buffer<ArrayBuffer>, used: number, needed: number): Buffer<ArrayBuffer> => {
  const larger = Buffer.allocUnsafeSlow(Math.max(needed, buffer.length * 2));
  buffer.copy(larger, 0, 0, used);
  return larger;
};
