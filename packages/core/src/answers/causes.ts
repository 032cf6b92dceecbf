import { causeSelector, findCause, ownCause, suspicionOf, type FoundCause, type Suspicion } from "../history/cause.ts";
import { buildTimelines, type Timeline } from "../history/history.ts";
import type { AuditEvent } from "../model/audit-event.ts";
import type { Cause } from "../model/change.ts";
import { noEvents } from "../model/selector.ts";
import type { Reading } from "./reading.ts";

/** How many deletions may have set one another off: owners of owners, within a namespace that is deleted. */
const longestChain = 6;

const millis = (micros: number): number => Math.floor(micros / 1000) + 1;

/** The last state of an object that a request deleted: its own ownerReferences lead one step further. */
const stateBefore = async (reading: Reading, { cause }: FoundCause): Promise<unknown> => {
  if (cause.object === null) return null;
  const pattern = { ...cause.object, namespace: cause.object.namespace || null };
  const { events } = await reading.read({ ...noEvents, objects: [pattern], to: millis(Date.parse(cause.time) * 1000) });
  return buildTimelines(events, [pattern], reading)[0]?.lives.at(-1)?.state?.object ?? null;
};

type Read = (suspicion: Suspicion, before: number) => Promise<AuditEvent[]>;

/** Follows a suspicion to the person at its root; the first link names the kind. `before`: microseconds since the epoch. */
const follow = async (reading: Reading, suspicion: Suspicion, before: number, read: Read, links = longestChain): Promise<Cause | null> => {
  const found = findCause(suspicion, await read(suspicion, millis(before)), before, reading.trustedProxies);
  if (found === null) return null;
  const next = links > 1 ? suspicionOf(found.request, { namespace: found.cause.object?.namespace ?? "" }, await lastStateFor(reading, found)) : null;
  const root = next === null ? null : await follow(reading, next, found.request.endedAt, read, links - 1);
  if (root === null) return found.cause;
  return { ...root, kind: found.cause.kind, evidence: found.cause.evidence === "approximate" ? "approximate" : root.evidence };
};

const lastStateFor = async (reading: Reading, found: FoundCause): Promise<unknown> =>
  suspicionOf(found.request, { namespace: "" }, null) === null ? null : stateBefore(reading, found);

/**
 * Adds to each deletion what set it off: the delete that a finalizer held, the deletecollection, or, where a controller carried it
 * out, the deletion of the namespace or the owner, found by a second pass over the sources.
 */
export const addCauses = async (timelines: readonly Timeline[], reading: Reading): Promise<void> => {
  const known = new Map<string, Promise<AuditEvent[]>>();
  const read = (suspicion: Suspicion, before: number): Promise<AuditEvent[]> => {
    const selector = causeSelector(suspicion, before);
    // Objects that went with one namespace, or one owner, share one pass; what lies after each is left out by `findCause`.
    const key = JSON.stringify(selector.everything ? selector : selector.objects);
    const pass = known.get(key) ?? reading.read(selector.everything ? selector : { ...selector, to: null }).then(({ events }) => events);
    known.set(key, pass);
    return pass;
  };
  for (const { object, changes } of timelines) {
    for (const { effect, change } of changes) {
      if (effect.operation !== "deleted") continue;
      const own = ownCause(effect, reading.trustedProxies);
      const suspicion = suspicionOf(effect.heldDelete ?? effect.request, object, effect.before);
      const found = suspicion === null ? null : await follow(reading, suspicion, (effect.heldDelete ?? effect.request).endedAt, read);
      change.cause = found ?? own;
    }
  }
};
