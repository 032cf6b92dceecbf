import { stages, type AuditEvent } from "../model/audit-event.ts";
import { micros } from "../model/time.ts";

const rfc3339 = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,12})?(Z|[+-]\d\d:\d\d)$/;

const shortest = "2026-11-24T12:00:00Z".length;

/** An RFC 3339 time in ms since the epoch; null when the text is none. */
export function timeOf(text: string): number | null {
  if (!rfc3339.test(text)) return null;
  const ms = Date.parse(text);
  return Number.isNaN(ms) ? null : ms;
}

const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** Times in UTC with as many digits, as one API server writes them, order as their texts do. */
const areAlike = (a: string, b: string): boolean => a.length === b.length && a.length >= shortest && a.endsWith("Z") && b.endsWith("Z");

/** Orders two RFC 3339 times; those of one microsecond by how they are written. */
export const compareTimes = (a: string, b: string): number =>
  a === b ? 0 : (areAlike(a, b) ? 0 : micros(a) - micros(b)) || compareText(a, b);

/**
 * An order of events that does not depend on where they were read: by stageTimestamp, auditID, stage, then the rest of what tells
 * requests apart. Events that compare as 0 are of one request and stage.
 */
export function compareEvents(a: AuditEvent, b: AuditEvent): number {
  return (
    compareTimes(a.stageTimestamp, b.stageTimestamp) ||
    compareText(a.auditID, b.auditID) ||
    stages.indexOf(a.stage) - stages.indexOf(b.stage) ||
    compareTimes(a.requestReceivedTimestamp, b.requestReceivedTimestamp) ||
    compareText(a.verb, b.verb) ||
    compareText(a.requestURI, b.requestURI) ||
    compareText(a.user.username ?? "", b.user.username ?? "")
  );
}
