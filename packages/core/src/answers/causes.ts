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

type Changed = Timeline["changes"][number];
type Read = (suspicion: Suspicion, before: number) => Promise<AuditEvent[]>;

/** Follows a suspicion to the person at its root; the first link names the kind. `before`: microseconds since the epoch. */
const follow = async (reading: Reading, suspicion: Suspicion, before: number, read: Read, links = longestChain): Promise<Cause | null> => {
  const found = findCause(suspicion, await read(suspicion, millis(before)), before, reading.trustedProxies);
  if (found === null) return null;
  const next =
    links > 1 ? suspicionOf(found.request, { namespace: found.cause.object?.namespace ?? "" }, await lastStateFor(reading, found)) : null;
  const root = next === null ? null : await follow(reading, next, found.request.endedAt, read, links - 1);
  if (root === null) return found.cause;
  return { ...root, kind: found.cause.kind, evidence: found.cause.evidence === "approximate" ? "approximate" : root.evidence };
};

const lastStateFor = async (reading: Reading, found: FoundCause): Promise<unknown> =>
  suspicionOf(found.request, { namespace: "" }, null) === null ? null : stateBefore(reading, found);

/** One pass for all deletions that one namespace, or one owner, set off. */
const sharedPasses = (reading: Reading): Read => {
  const passes = new Map<string, Promise<AuditEvent[]>>();
  return (suspicion, before) => {
    const selector = causeSelector(suspicion, before);
    // What lies after the deletion is left out by `findCause`.
    const wanted = selector.everything ? selector : { ...selector, to: null };
    const key = JSON.stringify(wanted);
    const pass = passes.get(key) ?? reading.read(wanted).then(({ events }) => events);
    passes.set(key, pass);
    return pass;
  };
};

const causeOf = async ({ effect }: Changed, namespace: string, reading: Reading, read: Read): Promise<Cause | null> => {
  if (effect.operation !== "deleted") return null;
  const request = effect.heldDelete ?? effect.request;
  const suspicion = suspicionOf(request, { namespace }, effect.before);
  const found = suspicion === null ? null : await follow(reading, suspicion, request.endedAt, read);
  return found ?? ownCause(effect, reading.trustedProxies);
};

/**
 * The timelines with what set each deletion off: the delete that a finalizer held, the deletecollection, or, where a controller
 * carried it out, the deletion of the namespace or the owner, found by a second pass over the sources.
 */
export const withCauses = async (timelines: readonly Timeline[], reading: Reading): Promise<Timeline[]> => {
  const read = sharedPasses(reading);
  const told: Timeline[] = [];
  for (const timeline of timelines) {
    const changes: Changed[] = [];
    for (const changed of timeline.changes) {
      const cause = await causeOf(changed, timeline.object.namespace, reading, read);
      changes.push(cause === null ? changed : { ...changed, change: { ...changed.change, cause } });
    }
    told.push({ ...timeline, changes });
  }
  return told;
};
