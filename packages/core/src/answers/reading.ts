import type { Timeline } from "../history/history.ts";
import type { AuditEvent } from "../model/audit-event.ts";
import type { Cause, Change } from "../model/change.ts";
import type { ObjectPattern, ObjectRef } from "../model/object.ts";
import type { ReadReport } from "../model/result.ts";
import type { EventSelector } from "../model/selector.ts";

/** Objects with their whole histories. */
export interface Found {
  timelines: Timeline[];
  report: ReadReport;
}

/** How far back causes are looked for: within the hour before, or, where that does not tell, from the log's beginning. */
export type LookBack = "hour" | "all";

/** What answering a question needs of the outside. The session wires it to the sources. */
export interface Reading extends EventReading {
  /** All objects that patterns fit, with their whole histories, in the order of their names. */
  histories(patterns: readonly ObjectPattern[]): Promise<Found>;
  /** All objects that patterns fit and that any event shows, or shows an attempt on, in the order of their names. */
  seen(patterns: readonly ObjectPattern[]): Promise<ObjectRef[]>;
  /** What set a deletion off, as `look` finds it. */
  cause(change: Change, lookBack: LookBack, look: () => Promise<Cause | null>): Promise<Cause | null>;
}

/** The part of it that reads. */
export interface EventReading {
  mesh: string | null;
  trustedProxies: string[];
  /** All events that a selector wants, redacted and without duplicates. */
  read(selector: EventSelector): Promise<{ events: AuditEvent[]; report: ReadReport }>;
  /** For each object, the events that tell its state before a time, ms since the epoch. */
  statesBefore(objects: readonly ObjectRef[], before: number): Promise<AuditEvent[]>;
}
