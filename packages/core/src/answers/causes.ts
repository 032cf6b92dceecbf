import { findCause, ownCause, suspicionOf, type FoundCause } from "../history/cause.ts";
import { buildTimelines, type Timeline } from "../history/history.ts";
import type { Cause } from "../model/change.ts";
import { noEvents } from "../model/selector.ts";
import { causePasses, type PassesFor, type Suspect } from "./cause-events.ts";
import type { LookBack, Reading } from "./reading.ts";

/** How many deletions may have set one another off: owners of owners, within a namespace that is deleted. */
const longestChain = 6;

type Changed = Timeline["changes"][number];

/** What to look for behind a deletion that a controller carried out; null for any other change. */
const suspectOf = ({ effect }: Changed, namespace: string): Suspect | null => {
  if (effect.operation !== "deleted") return null;
  const request = effect.heldDelete ?? effect.request;
  const suspicion = suspicionOf(request, { namespace }, effect.before);
  return suspicion === null ? null : { suspicion, at: request.endedAt };
};

/** The last state of an object that a request deleted: its own ownerReferences lead one step further. */
const stateBefore = async (reading: Reading, { cause, request }: FoundCause): Promise<unknown> => {
  if (cause.object === null || suspicionOf(request, { namespace: "" }, null) === null) return null;
  const pattern = { ...cause.object, namespace: cause.object.namespace || null };
  const { events } = await reading.read({ ...noEvents, objects: [pattern], to: Date.parse(cause.time) + 1 });
  return buildTimelines(events, [pattern], reading)[0]?.lives.at(-1)?.state?.object ?? null;
};

const foundIn = async ({ suspicion, at }: Suspect, passes: ReturnType<PassesFor>, reading: Reading): Promise<FoundCause | null> => {
  for (const pass of passes) {
    const found = findCause(suspicion, await pass(), at, reading.trustedProxies);
    if (found !== null) return found;
  }
  return null;
};

/** Follows a suspect to the person at its root; the first link names the kind. */
const follow = async (suspect: Suspect, passesFor: PassesFor, reading: Reading, links = longestChain): Promise<Cause | null> => {
  const found = await foundIn(suspect, passesFor(suspect), reading);
  if (found === null) return null;
  const { request, cause } = found;
  const further = links > 1 ? suspicionOf(request, { namespace: cause.object?.namespace ?? "" }, await stateBefore(reading, found)) : null;
  const root = further === null ? null : await follow({ suspicion: further, at: request.endedAt }, passesFor, reading, links - 1);
  if (root === null) return cause;
  return { ...root, kind: cause.kind, evidence: cause.evidence === "approximate" ? "approximate" : root.evidence };
};

/**
 * The timelines with what set each deletion off: the delete that a finalizer held, the deletecollection, or, where a controller
 * carried it out, the deletion of the namespace or the owner, found by a second pass over the sources.
 */
export const withCauses = async (timelines: readonly Timeline[], reading: Reading, lookBack: LookBack = "all"): Promise<Timeline[]> => {
  const suspects = new Map<Changed, Suspect>();
  for (const { object, changes } of timelines) {
    for (const changed of changes) {
      const suspect = suspectOf(changed, object.namespace);
      if (suspect !== null) suspects.set(changed, suspect);
    }
  }
  const passesFor = causePasses([...suspects.values()], reading, lookBack);
  const withCause = async (changed: Changed): Promise<Changed> => {
    const suspect = suspects.get(changed);
    const root = suspect === undefined ? null : await reading.cause(changed.change, lookBack, () => follow(suspect, passesFor, reading));
    const cause = root ?? ownCause(changed.effect, reading.trustedProxies);
    return cause === null ? changed : { ...changed, change: { ...changed.change, cause } };
  };
  const told: Timeline[] = [];
  for (const timeline of timelines) {
    const changes: Changed[] = [];
    for (const changed of timeline.changes) changes.push(await withCause(changed));
    told.push({ ...timeline, changes });
  }
  return told;
};
