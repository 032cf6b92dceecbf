import type { EventSelector } from "../model/selector.ts";
import { timeOf } from "./event-time.ts";

const brace = 0x7b;
const eventHead = Buffer.from('{"kind":"Event","apiVersion":"audit.k8s.io/');
const verbKey = Buffer.from('"verb":"');
const stageKey = Buffer.from('"stageTimestamp":"');
const refusals = [Buffer.from('"code":401'), Buffer.from('"code":403')];
const finalStage = Buffer.from('"stage":"ResponseComplete"');
const longestPrefix = 254;
/** Kind, version, level and audit ID stand before the stage. */
const longestBeforeStage = 512;
const longestReadVerb = 'watch"'.length;
const longestTime = 40;
const millisLength = "2026-11-24T13:30:00.000".length;

/**
 * Whether a line is one event whose fields stand in the API server's own order, so that a field can be told without parsing. A torn
 * line with another event glued on is none.
 */
function inGoOrder(line: Buffer): boolean {
  const at = line[0] === brace ? 0 : line.subarray(0, longestPrefix + eventHead.length).indexOf(eventHead);
  if (at < 0 || line.length < at + eventHead.length || eventHead.compare(line, at, at + eventHead.length) !== 0) return false;
  return line.indexOf(eventHead, at + 1) < 0;
}

/**
 * The text of the last stageTimestamp in a line, null when there is none. In the API server's order only annotations may follow it, a
 * map of strings, in which no quote is bare: the last one is the event's own.
 */
function stageText(line: Buffer): string | null {
  const at = line.lastIndexOf(stageKey);
  if (at < 0) return null;
  const start = at + stageKey.length;
  const text = line.toString("latin1", start, start + longestTime);
  const end = text.indexOf('"');
  return end < 0 ? null : text.slice(0, end);
}

/** The stageTimestamp of an unparsed event, null when it cannot be told. */
export function glanceTime(line: Buffer): string | null {
  const text = stageText(line);
  return text !== null && timeOf(text) !== null ? text : null;
}

/** The first bytes of an event's verb. In the API server's order the first one is the event's own: only strings stand before it. */
function verbText(line: Buffer): string {
  const at = line.indexOf(verbKey);
  return at < 0 ? "" : line.toString("latin1", at + verbKey.length, at + verbKey.length + longestReadVerb);
}

const mayBeRefused = (line: Buffer): boolean => refusals.some((refusal) => line.includes(refusal));

/** Whether a line is surely an answered get or list that was not refused, in the API server's own order of fields. */
export const isReadAnswer = (line: Buffer): boolean =>
  inGoOrder(line) &&
  line.subarray(0, longestBeforeStage).includes(finalStage) &&
  /^(?:get|list)"/.test(verbText(line)) &&
  !mayBeRefused(line);

/** What stands in a line that tells more of an object than that somebody read it: an answer, a refusal, an operation on the object. */
const tellingKeys = ['"responseObject":', '"subresource":', '"code":4', '"code":5'].map((text) => Buffer.from(text));

/** Whether a line is surely a granted read without an answer in it, in the API server's own order of fields: most lines of a log are. */
export const isBareRead = (line: Buffer): boolean =>
  inGoOrder(line) && /^(?:get|list|watch)"/.test(verbText(line)) && !tellingKeys.some((key) => line.includes(key));

/** False when a line is surely not wanted; true when it must be parsed to tell. */
export type Glance = (line: Buffer) => boolean;

const utcMillis = (ms: number): string => new Date(ms).toISOString().slice(0, millisLength);

/** True for a time in UTC with at least milliseconds, as the API server writes it: such texts order as their times do. */
const isPlainUtc = (text: string): boolean =>
  text.length > millisLength && text.charCodeAt(10) === 0x54 && text.charCodeAt(19) === 0x2e && text.endsWith("Z");

/** A quick look at lines: whether their time and verb may be what is asked for. */
export function glanceFor({ from, to, mutatingOnly, auditIDs }: EventSelector): Glance {
  // A request that is asked for by its ID is wanted whatever it does.
  const byVerb = mutatingOnly && auditIDs.length === 0;
  if (from === null && to === null && !byVerb) return () => true;
  const first = from === null ? "" : utcMillis(from);
  const last = to === null ? "\uffff" : utcMillis(to);
  const inTime = (line: Buffer): boolean => {
    const text = stageText(line);
    if (text === null || !isPlainUtc(text)) return true;
    const millis = text.slice(0, millisLength);
    return millis >= first && millis <= last;
  };
  const mutates = (line: Buffer): boolean => !/^(?:get|list|watch)"/.test(verbText(line)) || mayBeRefused(line);
  const bounded = from !== null || to !== null;
  return (line) => !inGoOrder(line) || ((!bounded || inTime(line)) && (!byVerb || mutates(line)));
}
