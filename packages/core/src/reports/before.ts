import { micros } from "../model/time.ts";
import { momentOfMicros } from "../query/plan/moments.ts";

/** A span of time, RFC 3339, both ends included. */
export interface ReportSpan {
  from: string;
  to: string;
}

/** As long a span right before one. */
export const spanBefore = ({ from, to }: ReportSpan): ReportSpan => {
  const start = micros(from);
  return { from: momentOfMicros(start - 1 - (micros(to) - start)), to: momentOfMicros(start - 1) };
};
