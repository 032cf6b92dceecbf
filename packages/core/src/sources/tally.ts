import type { Rejection } from "../model/result.ts";
import { compareTimes } from "../decode/event-time.ts";

/** How many rejected pieces a report shows; the rest are counted. */
const shownRejections = 100;

/** What was read so far, as counts: plain data that threads send each other. */
export interface Tally {
  bytes: number;
  parsed: number;
  duplicate: number;
  rejected: number;
  /** The first ones. */
  rejections: Rejection[];
  from: string | null;
  to: string | null;
  mayHideAnswer: boolean;
}

/** A tally of nothing read. */
export const emptyTally = (): Tally => ({
  bytes: 0,
  parsed: 0,
  duplicate: 0,
  rejected: 0,
  rejections: [],
  from: null,
  to: null,
  mayHideAnswer: false,
});

/** Notes that an event of this time was seen. */
export function noteTime(tally: Tally, time: string): void {
  if (tally.from === null || compareTimes(time, tally.from) < 0) tally.from = time;
  if (tally.to === null || compareTimes(time, tally.to) > 0) tally.to = time;
}

/** Notes a piece that is no audit event. */
export function noteRejection(tally: Tally, rejection: Rejection, mayHideAnswer: boolean): void {
  tally.rejected++;
  tally.mayHideAnswer ||= mayHideAnswer;
  if (tally.rejections.length < shownRejections) tally.rejections.push(rejection);
}

/** Adds what was read elsewhere, later in the input. */
export function addTally(tally: Tally, other: Tally): void {
  tally.bytes += other.bytes;
  tally.parsed += other.parsed;
  tally.duplicate += other.duplicate;
  tally.rejected += other.rejected;
  tally.rejections = [...tally.rejections, ...other.rejections].slice(0, shownRejections);
  tally.mayHideAnswer ||= other.mayHideAnswer;
  if (other.from !== null) noteTime(tally, other.from);
  if (other.to !== null) noteTime(tally, other.to);
}
