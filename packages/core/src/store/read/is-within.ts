import { timeOf } from "../../decode/event-time.ts";

/** Whether events of a segment may lie within a span, ms since the epoch, both ends included; null is open. */
export const isWithin = (segment: { from: string; to: string }, { from, to }: { from: number | null; to: number | null }): boolean =>
  (from === null || (timeOf(segment.to) ?? Number.POSITIVE_INFINITY) + 1 >= from) &&
  (to === null || (timeOf(segment.from) ?? Number.NEGATIVE_INFINITY) <= to);
