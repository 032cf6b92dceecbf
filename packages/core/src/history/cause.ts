import { actorOf } from "../enrich/actor.ts";
import { groupOf, kindByName } from "../kinds/kinds.ts";
import type { AuditEvent } from "../model/audit-event.ts";
import type { Cause, Evidence } from "../model/change.ts";
import { isObject, ownAt, textAt } from "../model/json.ts";
import type { ObjectRef } from "../model/object.ts";
import { noEvents, type EventSelector } from "../model/selector.ts";
import { uidIn } from "./body.ts";
import type { Effect } from "./effect.ts";
import { foldRequests, isDryRun, succeeded, type AuditRequest } from "./request.ts";

/** An owner that an object names in its ownerReferences. */
interface Owner {
  ref: ObjectRef;
  uid: string;
}

/** What a deletion's cause must be looked for: the deletion of a namespace, or of one of the owners. */
export type Suspicion =
  | { kind: "namespace-deletion"; namespace: string }
  | { kind: "garbage-collection"; namespace: string; owners: Owner[] };

const controllerOf = (event: AuditEvent): "namespace-controller" | "generic-garbage-collector" | null => {
  const user = event.user.username ?? "";
  if (user === "system:serviceaccount:kube-system:namespace-controller") return "namespace-controller";
  if (user === "system:serviceaccount:kube-system:generic-garbage-collector") return "generic-garbage-collector";
  // Without service account credentials the controllers share one user and are told apart by their user agent.
  if (user !== "system:kube-controller-manager") return null;
  const agent = event.userAgent ?? "";
  if (agent.includes("namespace-controller")) return "namespace-controller";
  return agent.includes("generic-garbage-collector") ? "generic-garbage-collector" : null;
};

/** Whether an event may be a deletion that another one set off, see `suspicionOf`. */
export const isControllersDeletion = (event: AuditEvent): boolean => event.verb.startsWith("delete") && controllerOf(event) !== null;

/** The plural of a kind that no table knows, as most definitions form it. */
const likelyPlural = (kind: string): string => {
  const lower = kind.toLowerCase();
  if (/(?:s|x|ch|sh)$/.test(lower)) return `${lower}es`;
  return /[^aeiou]y$/.test(lower) ? `${lower.slice(0, -1)}ies` : `${lower}s`;
};

const ownersOf = (object: unknown, namespace: string): Owner[] => {
  const references = ownAt(object, "metadata", "ownerReferences");
  if (!Array.isArray(references)) return [];
  return references.flatMap((reference) => {
    const apiVersion = textAt(reference, "apiVersion");
    const kind = textAt(reference, "kind");
    const name = textAt(reference, "name");
    const uid = textAt(reference, "uid");
    if (!isObject(reference) || apiVersion === null || kind === null || name === null || uid === null) return [];
    const known = kindByName(apiVersion, kind);
    const resource = known?.resource ?? likelyPlural(kind);
    return [{ ref: { group: groupOf(apiVersion), resource, namespace: known?.namespaced === false ? "" : namespace, name }, uid }];
  });
};

/** Whose deletion may have set this one off, when a controller carried it out; null when its own request is the cause. */
export const suspicionOf = (request: AuditRequest, ref: { namespace: string }, lastState: unknown): Suspicion | null => {
  const controller = controllerOf(request.event);
  if (controller === "namespace-controller") return { kind: "namespace-deletion", namespace: ref.namespace };
  if (controller === "generic-garbage-collector")
    return { kind: "garbage-collection", namespace: ref.namespace, owners: ownersOf(lastState, ref.namespace) };
  return null;
};

/** How long before a garbage collection its unnamed owner can have been deleted, ms. */
const ownerlessWindow = 60_000;

/** The events among which the cause is to be found. `before` is the deletion's time, ms since the epoch. */
export const causeSelector = (suspicion: Suspicion, before: number): EventSelector => {
  const selector: EventSelector = { ...noEvents, deletionsOnly: true, to: before };
  if (suspicion.kind === "namespace-deletion") {
    return { ...selector, objects: [{ group: "", resource: "namespaces", namespace: null, name: suspicion.namespace }] };
  }
  if (suspicion.owners.length > 0) return { ...selector, objects: suspicion.owners.map((owner) => ({ ...owner.ref, namespace: null })) };
  return { ...selector, everything: true, from: before - ownerlessWindow };
};

/** How far the clocks of two API servers are taken to differ at most, microseconds. */
export const clockSkew = 5_000_000;

const isDeletion = (request: AuditRequest): boolean =>
  request.event.verb === "delete" && succeeded(request.event) && !isDryRun(request.event);

const refOf = (event: AuditEvent): ObjectRef => {
  const { apiGroup = "", resource = "", namespace = "", name = "" } = event.objectRef ?? {};
  return { group: apiGroup, resource, namespace: resource === "namespaces" ? "" : namespace, name };
};

const causeFrom = (kind: Cause["kind"], request: AuditRequest, evidence: Evidence, trustedProxies: string[]): Cause => ({
  kind,
  object: refOf(request.event),
  actor: actorOf(request.event, { trustedProxies }),
  auditID: request.event.auditID,
  time: request.event.stageTimestamp,
  evidence,
});

/** The deletion of an owner: by its uid, else by its name; without known owners, the only deletion by anybody else shortly before. */
const ownerDeletion = (
  suspicion: Extract<Suspicion, { kind: "garbage-collection" }>,
  deletions: readonly AuditRequest[],
): { request: AuditRequest; evidence: Evidence } | null => {
  const byUid = deletions.findLast((request) => suspicion.owners.some((owner) => owner.uid === uidIn(request.event)));
  if (byUid) return { request: byUid, evidence: "exact" };
  const named = deletions.findLast((request) => {
    const ref = refOf(request.event);
    const uid = uidIn(request.event);
    return suspicion.owners.some(
      (owner) =>
        owner.ref.group === ref.group &&
        owner.ref.resource === ref.resource &&
        owner.ref.name === ref.name &&
        (uid === null || uid === owner.uid),
    );
  });
  if (named) return { request: named, evidence: "approximate" };
  if (suspicion.owners.length > 0) return null;
  const [only, ...others] = deletions.filter(
    (request) => controllerOf(request.event) === null && request.event.objectRef?.namespace === suspicion.namespace,
  );
  return only !== undefined && others.length === 0 ? { request: only, evidence: "approximate" } : null;
};

/** What was found of a cause: who set it off, and the request, in case that one was itself set off by another. */
export interface FoundCause {
  cause: Cause;
  request: AuditRequest;
}

/** Finds the deletion that a suspicion points to, among events chosen by `causeSelector`. `before`: microseconds since the epoch. */
export const findCause = (
  suspicion: Suspicion,
  events: readonly AuditEvent[],
  before: number,
  trustedProxies: string[],
): FoundCause | null => {
  const all = foldRequests(events).filter((request) => isDeletion(request) && request.receivedAt <= before + clockSkew);
  const earlier = all.filter((request) => request.receivedAt <= before);
  // What seems to lie after the deletion, by another server's clock, is its cause only when nothing lies before it.
  return causeAmong(suspicion, earlier, trustedProxies) ?? causeAmong(suspicion, all.toReversed(), trustedProxies);
};

/** The last deletion in the given order that fits. */
const causeAmong = (suspicion: Suspicion, deletions: readonly AuditRequest[], trustedProxies: string[]): FoundCause | null => {
  if (suspicion.kind === "namespace-deletion") {
    const request = deletions.findLast(
      ({ event }) => event.objectRef?.resource === "namespaces" && event.objectRef.name === suspicion.namespace,
    );
    return request ? { cause: causeFrom("namespace-deletion", request, "exact", trustedProxies), request } : null;
  }
  const found = ownerDeletion(suspicion, deletions);
  return found ? { cause: causeFrom("garbage-collection", found.request, found.evidence, trustedProxies), request: found.request } : null;
};

/** The cause that a deletion's own life tells: the delete that a finalizer held, or the deletecollection itself. */
export const ownCause = (effect: Effect, trustedProxies: string[]): Cause | null => {
  if (effect.operation !== "deleted") return null;
  if (effect.heldDelete !== null) return causeFrom("finalizer", effect.heldDelete, effect.evidence, trustedProxies);
  if (effect.request.event.verb === "deletecollection")
    return causeFrom("deletecollection", effect.request, effect.evidence, trustedProxies);
  return null;
};
