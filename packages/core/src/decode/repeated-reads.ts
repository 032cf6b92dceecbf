import { createHash } from "node:crypto";
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

const edgeBytes = 512;
/** Kinds of Kubernetes itself: `"kind":"PodList","apiVersion":"v1","metadata":{"resourceVersion":"443"},"items":[…`. */
const versionBefore = /^("kind":"(?:\w*List|Table)","apiVersion":"[^"\\]*",)("metadata":\{[^{}]*\}),"(?:items|rows|columnDefinitions)":/;
/** Custom resources, whose keys are sorted: `"items":[…],"kind":"VirtualServiceList","metadata":{"continue":"","resourceVersion":"443"}},`. */
const versionBehind = /(?<=\],)"kind":"\w*List","metadata":\{[^{}]*\}\},$/;

/** A list's own resourceVersion is another in every answer, and tells nothing of what is in it. `body` is where the answer begins. */
function withoutListVersion(told: Buffer, body: number): Buffer[] {
  const before = versionBefore.exec(told.toString("latin1", body, body + edgeBytes));
  if (before?.[1] !== undefined && before[2] !== undefined) {
    const version = body + before[1].length;
    return [told.subarray(0, version), told.subarray(version + before[2].length)];
  }
  const behind = versionBehind.exec(told.toString("latin1", Math.max(body, told.length - edgeBytes)));
  return behind === null ? [told] : [told.subarray(0, told.length - behind[0].length)];
}

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
      const answer = told.indexOf(answerKey);
      if (answer < 0) return null;
      const digest = createHash("sha256");
      for (const part of withoutListVersion(told, answer + answerKey.length)) digest.update(part);
      return { digest: digest.digest("base64"), time };
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
