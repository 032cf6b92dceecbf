import type { Rejection } from "../model/result.ts";
import { compareTimes } from "../decode/event-time.ts";

/** How many rejected pieces a report shows; the rest are counted. */
export const shownRejections = 100;

/** What was read so far, as counts: plain data that threads send each other. */
export interface Reading {
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

export const nothingRead = (): Reading => ({
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
export function noteTime(reading: Reading, time: string): void {
  if (reading.from === null || compareTimes(time, reading.from) < 0) reading.from = time;
  if (reading.to === null || compareTimes(time, reading.to) > 0) reading.to = time;
}

/** Notes a piece that is no audit event. */
export function noteRejection(reading: Reading, rejection: Rejection, mayHideAnswer: boolean): void {
  reading.rejected++;
  reading.mayHideAnswer ||= mayHideAnswer;
  if (reading.rejections.length < shownRejections) reading.rejections.push(rejection);
}

/** Adds what was read elsewhere, later in the input. */
export function addReading(reading: Reading, other: Reading): void {
  reading.bytes += other.bytes;
  reading.parsed += other.parsed;
  reading.duplicate += other.duplicate;
  reading.rejected += other.rejected;
  reading.rejections = [...reading.rejections, ...other.rejections].slice(0, shownRejections);
  reading.mayHideAnswer ||= other.mayHideAnswer;
  if (other.from !== null) noteTime(reading, other.from);
  if (other.to !== null) noteTime(reading, other.to);
}
