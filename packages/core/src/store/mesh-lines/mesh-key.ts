import { objectOf } from "../../decode/event-object.ts";
import { isDeleting, isMutating } from "../../decode/touches.ts";
import { meshGroups } from "../../kinds/mesh-patterns.ts";
import type { AuditEvent } from "../../model/audit-event.ts";
import type { ObjectPattern } from "../../model/object.ts";

/** What of an event says whether it is among the mesh's lines, and where. */
export type Told = Pick<AuditEvent, "verb" | "objectRef" | "requestObject" | "responseObject" | "responseStatus">;

/** Sorts below every character of a name, so that keys sort as their parts do. */
const separator = "\u0000";
/** Sorts above every key that goes on after a prefix. */
const above = "\u0001";

/** Where an event stands among an index's lines: its object's group, resource, namespace and name; "" for what it has not. */
export const meshKey = (event: Told): string => {
  const ref = objectOf(event);
  return ref === null ? "" : [ref.group, ref.resource, ref.namespace, ref.name].join(separator);
};

/**
 * Whether an event is among the lines of the mesh: it is about the mesh's kinds; it deletes, of whatever kind, and so may have set off a
 * deletion in the mesh; or it says something of a namespace, which takes all in it along.
 */
export const concernsMesh = (event: Told): boolean =>
  meshGroups.has(event.objectRef?.apiGroup ?? "") || isDeleting(event.verb) || (isOnNamespace(event) && tells(event));

const isOnNamespace = ({ objectRef }: Told): boolean => objectRef?.resource === "namespaces" && (objectRef.apiGroup ?? "") === "";

/** More than that somebody read it. */
const tells = ({ verb, responseObject, responseStatus }: Told): boolean =>
  isMutating(verb) || responseObject !== undefined || (responseStatus?.code ?? 0) >= 400;

/** Keys from `from` to `to`, both included. */
export interface KeyRange {
  from: string;
  to: string;
}

const all: KeyRange = { from: "", to: "\uffff" };

const exactly = (...parts: string[]): KeyRange => ({ from: parts.join(separator), to: parts.join(separator) });
const below = (...parts: string[]): KeyRange => ({ from: parts.join(separator) + separator, to: parts.join(separator) + above });

/** Where the events that touch objects of a pattern may stand: under their names, or under the collections that they are in. */
export const rangesOf = ({ group, resource, namespace, name }: ObjectPattern): KeyRange[] => {
  if (group === null) return [all];
  if (resource === null) return [below(group)];
  if (namespace === null || name === null) return [below(group, resource)];
  return [exactly(group, resource, namespace, name), exactly(group, resource, namespace, ""), exactly(group, resource, "", "")];
};

/** Whether two ranges have a key in common. */
export const overlap = (a: KeyRange, b: KeyRange): boolean => a.from <= b.to && b.from <= a.to;
