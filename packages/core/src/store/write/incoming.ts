import { canonicalEvent } from "../../decode/event-hash.ts";
import { redactEvent } from "../../decode/redact.ts";
import type { AuditEvent } from "../../model/audit-event.ts";
import { columnTime } from "../columns/column-time.ts";
import { isPlain } from "../columns/plain-event.ts";
import { leafHash } from "../evidence/merkle.ts";
import { concernsMesh, meshKey } from "../mesh-lines/mesh-key.ts";

/** An event on its way into the store: redacted, as the one text that all else is made from. */
export interface Incoming {
  event: AuditEvent;
  /** Canonical text. */
  text: string;
  /** Its leaf in the Merkle log; what tells it from others. */
  hash: Buffer;
  /** stageTimestamp as the table has it, ms since the epoch. */
  time: number;
  /** UTC date of `time`. */
  day: string;
  /** Where it stands among the mesh's lines; null when it is none of them. */
  key: string | null;
  /** Whether the table's columns hold it as it is, see `isPlain`. */
  plain: boolean;
}

const msOfDay = 86_400_000;
let lastDay = { number: Number.NaN, text: "" };

/** The UTC date of a time in ms since the epoch. */
export const dayOf = (time: number): string => {
  const number = Math.floor(time / msOfDay);
  if (number !== lastDay.number) lastDay = { number, text: new Date(number * msOfDay).toISOString().slice(0, 10) };
  return lastDay.text;
};

/** What the store keeps of an event as it was decoded. */
const incoming = (decoded: AuditEvent, redactionKey: Uint8Array, paths: Parameters<typeof redactEvent>[2]): Incoming => {
  const event = redactEvent(decoded, redactionKey, paths);
  return storedEvent(event, canonicalEvent(event));
};

/** Takes events in, those with which that is possible; `onRejected` is told why it was not with another. */
export const takeIn = (
  decoded: readonly AuditEvent[],
  redactionKey: Uint8Array,
  paths: Parameters<typeof redactEvent>[2],
  onRejected: (reason: string) => void,
): Incoming[] => {
  const taken: Incoming[] = [];
  for (const event of decoded) {
    try {
      taken.push(incoming(event, redactionKey, paths));
    } catch (error) {
      onRejected(error instanceof Error ? error.message : String(error));
    }
  }
  return taken;
};

/** As `incoming`, of an event that is in the store already, such as in its journal. */
export const storedEvent = (event: AuditEvent, text: string): Incoming => {
  const time = columnTime(event.stageTimestamp);
  return {
    event,
    text,
    hash: leafHash(text),
    time,
    day: dayOf(time),
    key: concernsMesh(event) ? meshKey(event) : null,
    plain: isPlain(event, text),
  };
};
