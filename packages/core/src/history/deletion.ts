import { ownAt, type JsonObject } from "../model/json.ts";
import { finalizersOf, isBeingDeleted } from "./body.ts";
import type { Life } from "./effect.ts";
import { parseLabelSelector, matchesLabels } from "./labels.ts";
import { codeOf, isDryRun, parameterOf, succeeded } from "./request.ts";
import type { Touch } from "./touch.ts";

/** A namespace that was asked to go cannot be kept: its delete counts, not the controller's last word on it minutes later. */
const isNamespace = (touch: Touch): boolean => touch.ref.resource === "namespaces" && touch.ref.group === "";

/** Whether an accepted delete left the object where it is, marked: its finalizers, or its grace period, hold it. */
export const isHeld = (touch: Touch): boolean => {
  const { event } = touch.request;
  if (isNamespace(touch)) return false;
  if (touch.kind === "write" && touch.object !== null) {
    const grace = ownAt(touch.object, "metadata", "deletionGracePeriodSeconds");
    return isBeingDeleted(touch.object) && (finalizersOf(touch.object).length > 0 || (typeof grace === "number" && grace > 0));
  }
  // A custom resource that is gone is answered by a Status; one that is held, by the object, which a lower level does not keep.
  const custom = touch.ref.group.includes(".") && !touch.ref.group.endsWith(".k8s.io");
  const mesh = touch.ref.group === "gateway.networking.k8s.io";
  if (event.responseObject !== undefined || event.responseStatus?.status !== undefined) return false;
  return custom || mesh;
};

/** Whether a write took the last finalizer from an object being deleted: that is its deletion. */
export const letsGo = (life: Life, before: JsonObject | null, after: JsonObject | null): boolean => {
  if (after === null || finalizersOf(after).length > 0) return false;
  if (life.heldDelete === null && !isBeingDeleted(after) && !isBeingDeleted(before)) return false;
  if (before !== null && finalizersOf(before).length === 0) return false;
  return (ownAt(after, "metadata", "deletionGracePeriodSeconds") ?? 0) === 0;
};

const isCreation = (touch: Touch): boolean =>
  touch.kind === "write" && succeeded(touch.request.event) && codeOf(touch.request.event) === 201;

const showsLife = (touch: Touch): boolean =>
  touch.kind === "seen" ||
  (touch.kind === "write" && touch.request.event.verb !== "delete" && succeeded(touch.request.event) && !isDryRun(touch.request.event));

/**
 * The deletes that ended nothing though they were answered with success: at Metadata level the body that says `dryRun` is not kept,
 * but an object that answers afterwards, with no create between, was not deleted. Expects the touches of one object in order.
 */
export const rehearsedDeletes = (touches: readonly Touch[]): Set<Touch> => {
  const rehearsed = new Set<Touch>();
  let nextLife: Touch | null = null;
  for (const touch of touches.toReversed()) {
    const { event } = touch.request;
    const tells = event.requestObject !== undefined || event.level !== "Metadata";
    if (touch.kind === "write" && event.verb === "delete" && succeeded(event) && !tells && !isHeld(touch) && !isNamespace(touch)) {
      const later: Touch | null = nextLife;
      const sameLife = later !== null && (later.uid === null || touch.uid === null || later.uid === touch.uid);
      if (later !== null && !isCreation(later) && sameLife && later.request.receivedAt >= touch.request.endedAt) rehearsed.add(touch);
    } else if (isCreation(touch) || showsLife(touch)) nextLife = touch;
  }
  return rehearsed;
};

/** The unnamed sweeps (a deletecollection whose response is not logged) after which the object was created anew: it had gone. */
export const provenSweeps = (touches: readonly Touch[]): Set<Touch> => {
  const proven = new Set<Touch>();
  let next: Touch | null = null;
  for (const touch of touches.toReversed()) {
    if (touch.kind === "swept" && touch.object === null && next !== null && isCreation(next)) proven.add(touch);
    else if (isCreation(touch) || showsLife(touch) || (touch.kind === "write" && touch.request.event.verb === "delete")) next = touch;
  }
  return proven;
};

const fieldMatches = (selector: string, name: string, namespace: string): boolean | null => {
  let known = true;
  for (const part of selector.split(",")) {
    const match = /^metadata\.(name|namespace)(==|=|!=)(.*)$/.exec(part.trim());
    if (!match) known = false;
    else if (((match[1] === "name" ? name : namespace) === match[3]) === (match[2] === "!=")) return false;
  }
  return known ? true : null;
};

/** Whether a deletecollection that names no items took this object: false or true where its selectors tell, else null. */
export const sweeps = (touch: Touch, object: JsonObject | null): boolean | null => {
  const { event } = touch.request;
  const labels = parameterOf(event, "labelSelector");
  const fields = parameterOf(event, "fieldSelector");
  const byField = fields ? fieldMatches(fields, touch.ref.name, touch.ref.namespace) : true;
  if (byField === false) return false;
  if (!labels) return byField;
  const selector = parseLabelSelector(labels);
  if (selector === null || object === null) return null;
  return matchesLabels(object, selector) ? byField : false;
};
