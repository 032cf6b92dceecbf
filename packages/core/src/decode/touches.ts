import type { AuditEvent } from "../model/audit-event.ts";
import { fits, type ObjectPattern, type ObjectRef } from "../model/object.ts";
import type { EventSelector } from "../model/selector.ts";
import { listedObjects, objectOf, withEntries, type ListedObject } from "./event-object.ts";
import { timeOf } from "./event-time.ts";

const mutating = new Set(["create", "update", "patch", "delete", "deletecollection"]);

/** True for a verb that writes. Source: the verbs of Kubernetes API requests. */
export const isMutating = (verb: string): boolean => mutating.has(verb);

/** True for a verb that deletes. */
export const isDeleting = (verb: string): boolean => verb === "delete" || verb === "deletecollection";

const refused = (event: AuditEvent): boolean => event.responseStatus?.code === 401 || event.responseStatus?.code === 403;
const failed = (event: AuditEvent): boolean => (event.responseStatus?.code ?? 0) >= 400;

/** Whether a question wants an event: by what it touches, by its time and, where only that is asked, for being a writing request. */
export function touches(event: AuditEvent, selector: EventSelector): boolean {
  if (!inSpan(event, selector)) return false;
  if (selector.auditIDs.includes(event.auditID)) return true;
  if (selector.mutatingOnly && !isMutating(event.verb) && !refused(event)) return false;
  if (selector.deletionsOnly && !isDeleting(event.verb)) return false;
  return selector.everything || touchesAny(event, selector.objects);
}

function inSpan(event: AuditEvent, { from, to }: EventSelector): boolean {
  if (from === null && to === null) return true;
  const time = timeOf(event.stageTimestamp);
  return time !== null && (from === null || time >= from) && (to === null || time <= to);
}

const isOf = (resource: string | undefined, group: string, pattern: ObjectPattern): boolean =>
  resource !== undefined &&
  (pattern.resource === null || pattern.resource === resource) &&
  (pattern.group === null || pattern.group === group);

function touchesAny(event: AuditEvent, patterns: ObjectPattern[]): boolean {
  const { resource, apiGroup = "" } = event.objectRef ?? {};
  const near = patterns.filter((pattern) => isOf(resource, apiGroup, pattern));
  const ref = near.length === 0 ? null : objectOf(event);
  if (ref === null) return false;
  if (ref.name !== "") return near.some((pattern) => fits(ref, pattern));
  const listed = listedObjects(event);
  return near.some((pattern) => touchesCollection(event, ref, listed, pattern));
}

/** A request on a collection: what its response lists; what it may have hit unseen; what it was refused. */
function touchesCollection(event: AuditEvent, ref: ObjectRef, listed: ListedObject[] | null, pattern: ObjectPattern): boolean {
  if (ref.namespace !== "" && pattern.namespace !== null && ref.namespace !== pattern.namespace) return false;
  if (listed !== null && listed.length > 0) return listed.some((item) => fitsListed(item, pattern));
  // Nobody was named: it concerns whoever asks for the collection.
  if (pattern.name === null) return true;
  return event.verb === "deletecollection" && event.stage !== "RequestReceived" && listed === null && !failed(event);
}

const fitsListed = (item: ListedObject, pattern: ObjectPattern): boolean =>
  (pattern.namespace === null || pattern.namespace === item.namespace) && (pattern.name === null || pattern.name === item.name);

/**
 * The event without the entries of its collection that no pattern asks for: a list of thousands is kept for the sake of one. An
 * event that is wanted for itself stays whole.
 */
export function trimEvent(event: AuditEvent, selector: EventSelector): AuditEvent {
  if (selector.everything || selector.auditIDs.includes(event.auditID)) return event;
  const ref = objectOf(event);
  const listed = ref === null || ref.name !== "" ? null : listedObjects(event);
  if (ref === null || listed === null) return event;
  const near = selector.objects.filter((pattern) => isOf(ref.resource, ref.group, pattern));
  const wanted = listed.filter((item) => near.some((pattern) => fitsListed(item, pattern)));
  return wanted.length === listed.length
    ? event
    : withEntries(
        event,
        wanted.map((item) => item.entry),
      );
}
