import { timeOf } from "./event-time.ts";

const brace = 0x7b;
const quote = 0x22;
const eventHead = Buffer.from('{"kind":"Event","apiVersion":"audit.k8s.io/');
const verbKey = Buffer.from('"verb":"');
const stageKey = Buffer.from('"stageTimestamp":"');
const refusals = [Buffer.from('"code":401'), Buffer.from('"code":403')];
const longestPrefix = 254;
const longestTime = 40;

/** Whether a line is one event whose fields stand in the API server's own order, so that a field can be told without parsing. */
function inGoOrder(line: Buffer): boolean {
  let at = 0;
  if (line[0] !== brace) {
    at = line.subarray(0, longestPrefix + eventHead.length).indexOf(eventHead);
    if (at < 0) return false;
  }
  return line.length >= at + eventHead.length && eventHead.compare(line, at, at + eventHead.length) === 0;
}

/** The text of the string that begins at `at`; null when it does not end soon. */
function shortString(line: Buffer, at: number): string | null {
  const end = line.subarray(at, at + longestTime).indexOf(quote);
  return end < 0 ? null : line.toString("latin1", at, at + end);
}

/**
 * The stageTimestamp of an unparsed event, null when it cannot be told. In the API server's order only annotations may follow it, a
 * map of strings, in which no quote is bare: the last one is the event's own.
 */
export function glanceTime(line: Buffer): string | null {
  const at = line.lastIndexOf(stageKey);
  const text = at < 0 ? null : shortString(line, at + stageKey.length);
  return text !== null && timeOf(text) !== null ? text : null;
}

/** What can be ruled out without parsing. Times in ms since the epoch, inclusive. */
export interface Glance {
  from: number | null;
  to: number | null;
  mutatingOnly: boolean;
}

/** False when a line is surely not wanted; true when it must be parsed to tell. */
export function mayBeWanted(line: Buffer, { from, to, mutatingOnly }: Glance): boolean {
  if ((from === null && to === null && !mutatingOnly) || !inGoOrder(line)) return true;
  if (from !== null || to !== null) {
    const text = glanceTime(line);
    const time = text === null ? null : timeOf(text);
    if (time !== null && ((from !== null && time < from) || (to !== null && time > to))) return false;
  }
  if (!mutatingOnly) return true;
  // In the API server's order the first one is the event's own: only strings stand before it.
  const verb = line.indexOf(verbKey) + verbKey.length;
  const reads = verb >= verbKey.length && /^(?:get|list|watch)"/.test(line.toString("latin1", verb, verb + 6));
  return !reads || refusals.some((refusal) => line.includes(refusal));
}
