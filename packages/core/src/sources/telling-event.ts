import type { AuditEvent } from "../model/audit-event.ts";
import type { EventSelector } from "../model/selector.ts";
import { redactEvent } from "../decode/redact.ts";
import { trimEvent } from "../decode/touches.ts";

const reads = new Set(["get", "list", "watch"]);

/** A granted read without an answer in the log tells nothing of an object; an exec, also a get, is an operation on it. */
const tellsNothing = (event: AuditEvent): boolean =>
  reads.has(event.verb) &&
  event.objectRef?.subresource === undefined &&
  event.responseObject === undefined &&
  (event.responseStatus?.code ?? 0) < 400;

/** Whether an event is asked for by itself, whatever it tells. */
export const isWantedWhole = (event: AuditEvent, selector: EventSelector): boolean =>
  selector.everything || selector.auditIDs.includes(event.auditID);

/** An event that touches what is asked for, cut to that and redacted; null when it tells nothing of it. */
export function tellingEvent(event: AuditEvent, selector: EventSelector, redactionKey: Uint8Array): AuditEvent | null {
  if (tellsNothing(event) && !isWantedWhole(event, selector)) return null;
  return redactEvent(trimEvent(event, selector), redactionKey);
}
