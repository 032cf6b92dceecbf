import { hash } from "node:crypto";
import { glanceTime, isReadAnswer } from "./line-glance.ts";
import { compareTimes } from "./event-time.ts";

/** An answered read that was not parsed: what it was about and answered, as a digest, and when. */
export interface ReadMark {
  digest: string;
  time: string;
}

/** Tells reads that answered what another one did before, so that they need not be parsed: most reads of a log do. */
export interface RepeatedReads {
  /** What a line would tell; null for anything but an answered get or list in the API server's own order of fields. */
  markOf(line: Buffer): ReadMark | null;
  /** Whether a noted read told the same, no later. */
  has(mark: ReadMark): boolean;
  note(mark: ReadMark): void;
}

const objectKey = Buffer.from('"objectRef":{');
const answerKey = Buffer.from('"responseObject":{');
const receivedKey = Buffer.from('"requestReceivedTimestamp":"');

/** See `RepeatedReads`. It remembers a digest for each answer, and so as many as there are states of what is asked for. */
export function repeatedReads(): RepeatedReads {
  const earliest = new Map<string, string>();
  return {
    markOf(line) {
      if (!isReadAnswer(line)) return null;
      // What lies between is the object, the status and the bodies.
      const start = line.indexOf(objectKey);
      const end = line.lastIndexOf(receivedKey);
      const time = glanceTime(line);
      if (start < 0 || end < start || time === null) return null;
      const told = line.subarray(start, end);
      return told.includes(answerKey) ? { digest: hash("sha256", told, "base64"), time } : null;
    },
    has({ digest, time }) {
      const before = earliest.get(digest);
      return before !== undefined && compareTimes(before, time) < 0;
    },
    note({ digest, time }) {
      const before = earliest.get(digest);
      if (before === undefined || compareTimes(time, before) < 0) earliest.set(digest, time);
    },
  };
}
