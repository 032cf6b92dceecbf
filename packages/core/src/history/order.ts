import type { AuditEvent } from "../model/audit-event.ts";
import { own, textAt, type JsonObject } from "../model/json.ts";
import { compareResourceVersions } from "../model/resource-version.ts";
import { finalizersOf, isBeingDeleted } from "./body.ts";
import { fieldManagers } from "./managed-fields.ts";
import { isDryRun, parameterOf, succeeded } from "./request.ts";
import type { Touch } from "./touch.ts";

const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** Who a write is noted as in managedFields: its field manager, else the product that its user agent begins with. */
const managerOf = (event: AuditEvent): string => parameterOf(event, "fieldManager") ?? (event.userAgent ?? "").split("/", 1)[0] ?? "";

/** The resourceVersion that a write says it is based on; null when it names none. */
const baseOf = (event: AuditEvent): string | null => {
  const body = event.requestObject;
  const patched = Array.isArray(body) ? body.find((operation) => own(operation, "path") === "/metadata/resourceVersion") : undefined;
  return event.objectRef?.resourceVersion ?? textAt(body, "metadata", "resourceVersion") ?? textAt(patched, "value");
};

/** Whether the object's managedFields name this write as the last one that set anything. */
const isLastManager = (touch: Touch, object: JsonObject): boolean => {
  const managers = fieldManagers(object);
  return managers.some(({ manager, time }) => time === managers[0]?.time && manager === managerOf(touch.request.event));
};

/**
 * The place of a touch among those of one resourceVersion: first the write that made it, as far as its content proves that; then who
 * saw it, and writes that may have changed nothing; then what was based on it, such as the write that takes the last finalizer.
 * API servers' clocks decide only where contents do not.
 */
const rank = (touch: Touch): 0 | 1 | 2 => {
  if (touch.kind === "swept") return 2;
  if (touch.kind !== "write") return 1;
  const { event } = touch.request;
  if (event.verb === "create" || event.verb === "delete") return 0;
  const goes = isBeingDeleted(touch.object) && finalizersOf(touch.object).length === 0;
  if (goes || baseOf(event) === touch.resourceVersion) return 2;
  return touch.object !== null && isLastManager(touch, touch.object) ? 0 : 1;
};

const byTime = (a: Touch, b: Touch): number =>
  a.request.endedAt - b.request.endedAt ||
  compareText(a.request.event.auditID, b.request.event.auditID) ||
  compareText(a.request.key, b.request.key);

/** A delete that surely ended its object: its Status names the uid, and its body (or the lack of one) shows that it was no rehearsal. */
const isFinalDelete = (touch: Touch): boolean =>
  touch.kind === "write" &&
  touch.request.event.verb === "delete" &&
  touch.request.event.level !== "Metadata" &&
  touch.uid !== null &&
  touch.resourceVersion === null &&
  succeeded(touch.request.event) &&
  !isDryRun(touch.request.event);

/** For each place among the versioned touches, how early the ones from there on lie: where a time belongs is found by bisection. */
const earliestFrom = (versioned: readonly Touch[]): number[] => {
  const earliest: number[] = Array.from({ length: versioned.length });
  let least = Number.POSITIVE_INFINITY;
  for (let index = versioned.length - 1; index >= 0; index--) {
    least = Math.min(least, versioned[index]?.request.endedAt ?? least);
    earliest[index] = least;
  }
  return earliest;
};

/** How many versioned touches go before a time: up to the highest resourceVersion whose time is not later. */
const placeOf = (time: number, earliest: readonly number[]): number => {
  let low = 0;
  let high = earliest.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((earliest[middle] ?? time) <= time) low = middle + 1;
    else high = middle;
  }
  return low;
};

/** A final delete is the last of its uid, and comes before the next life, whatever the clock of the API server that logged it says. */
const deletesLast = (ordered: readonly Touch[]): Touch[] => {
  const lastOfUid = new Map<string, number>();
  ordered.forEach((touch, index) => {
    if (touch.uid !== null && !isFinalDelete(touch)) lastOfUid.set(touch.uid, index);
  });
  const following = new Map<number, Touch[]>();
  const stays = ordered.map((touch) => {
    const last = touch.uid === null || !isFinalDelete(touch) ? undefined : lastOfUid.get(touch.uid);
    if (last === undefined) return true;
    following.set(last, [...(following.get(last) ?? []), touch]);
    return false;
  });
  return ordered.flatMap((touch, index) => [...(stays[index] ? [touch] : []), ...(following.get(index) ?? [])]);
};

/**
 * Orders the touches of one object, whatever the order of the input. Touches with a resourceVersion are sorted by it (API servers'
 * clocks differ); each other one goes after the highest resourceVersion whose time is not later than its own.
 */
export const orderTouches = (touches: readonly Touch[]): Touch[] => {
  const versioned = touches
    .flatMap((touch) => (touch.resourceVersion === null ? [] : [{ touch, version: touch.resourceVersion, place: rank(touch) }]))
    .sort((a, b) => compareResourceVersions(a.version, b.version) || a.place - b.place || byTime(a.touch, b.touch))
    .map(({ touch }) => touch);
  const timed = touches.filter((touch) => touch.resourceVersion === null).sort(byTime);
  const earliest = earliestFrom(versioned);
  const after = new Map<number, Touch[]>();
  for (const touch of timed) {
    const place = placeOf(touch.request.endedAt, earliest);
    const there = after.get(place);
    if (there) there.push(touch);
    else after.set(place, [touch]);
  }
  return deletesLast([...(after.get(0) ?? []), ...versioned.flatMap((touch, index) => [touch, ...(after.get(index + 1) ?? [])])]);
};
