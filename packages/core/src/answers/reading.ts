import type { AuditEvent } from "../model/audit-event.ts";
import type { ObjectRef } from "../model/object.ts";
import type { ReadReport } from "../model/result.ts";
import type { EventSelector } from "../model/selector.ts";

/** What answering a question needs of the outside. The session wires it to the sources. */
export interface Reading {
  mesh: string | null;
  trustedProxies: string[];
  /** All events that a selector wants, redacted and without duplicates. */
  read(selector: EventSelector): Promise<{ events: AuditEvent[]; report: ReadReport }>;
  /** For each object, the events that tell its state before a time, ms since the epoch. */
  statesBefore(objects: readonly ObjectRef[], before: number): Promise<AuditEvent[]>;
}
