import type { AuditEvent } from "../model/audit-event.ts";
import { own, textAt } from "../model/json.ts";
import { objectKey, type ObjectRef } from "../model/object.ts";
import { listedObjects, objectOf } from "../decode/event-object.ts";
import { timeOf } from "../decode/event-time.ts";
import { touches } from "../decode/touches.ts";
import { noEvents } from "../model/selector.ts";

/** API servers' clocks differ: a state told so much earlier than another may still be the later one. In ms. */
const clockSlack = 60_000;

/** When each of some objects was last told in full. */
export interface KnownStates {
  note(event: AuditEvent): void;
  /** Whether all objects are told after `time` (RFC 3339) by so much that nothing from before it matters. */
  allAfter(time: string): boolean;
  /** Whether an event may tell how an object, or that it, came to be as it was told last, or changed thereafter. */
  matters(event: AuditEvent): boolean;
}

const told = /^(?:get|list|create|update|patch)$/;

/** Whether a request left or found its object as its answer shows it, in full. */
function answersInFull(event: AuditEvent): boolean {
  const code = event.responseStatus?.code ?? 0;
  if (code < 200 || code > 299 || event.stage !== "ResponseComplete" || /[?&]dryRun=/.test(event.requestURI)) return false;
  const { subresource } = event.objectRef ?? {};
  return (
    told.test(event.verb) &&
    (subresource === undefined || subresource === "status") &&
    !/^(?:Table|PartialObjectMetadata|Status)/.test(textAt(event.responseObject, "kind") ?? "")
  );
}

const hasVersion = (object: unknown): boolean => textAt(object, "metadata", "resourceVersion") !== null;

/** The objects whose whole state an event tells: those it answers with, or that one is gone. */
function statesIn(event: AuditEvent): string[] {
  const ref = objectOf(event);
  if (ref === null) return [];
  const { subresource } = event.objectRef ?? {};
  if (event.verb === "delete" && subresource === undefined && own(event.responseObject, "status") === "Success") return [objectKey(ref)];
  if (!answersInFull(event)) return [];
  const listed = listedObjects(event);
  if (listed === null) return hasVersion(event.responseObject) ? [objectKey(ref)] : [];
  return listed.filter(({ object }) => hasVersion(object)).map(({ namespace, name }) => objectKey({ ...ref, namespace, name }));
}

/** Keeps, for each of some objects, from when on its state is known, as events are noted. */
export function knownStates(objects: readonly ObjectRef[]): KnownStates {
  const last = new Map<string, number>();
  const since = (object: ObjectRef): number => (last.get(objectKey(object)) ?? Number.NEGATIVE_INFINITY) - clockSlack;
  const timeIn = (text: string): number => timeOf(text) ?? Number.NEGATIVE_INFINITY;
  return {
    note(event) {
      const time = timeIn(event.stageTimestamp);
      for (const key of statesIn(event)) last.set(key, Math.max(time, last.get(key) ?? time));
    },
    allAfter: (time) => objects.every((object) => since(object) > timeIn(time)),
    matters: (event) =>
      objects.some((object) => since(object) <= timeIn(event.stageTimestamp) && touches(event, { ...noEvents, objects: [object] })),
  };
}
