import { buildTimelines, type Timeline } from "../history/history.ts";
import { rankChanges } from "../incident/rank-changes.ts";
import { isMesh } from "../kinds/kinds.ts";
import { meshPatterns } from "../kinds/mesh-patterns.ts";
import type { AuditEvent } from "../model/audit-event.ts";
import type { Change } from "../model/change.ts";
import { objectKey, type ObjectIdentity, type ObjectPattern, type ObjectRef } from "../model/object.ts";
import { apiVersion, type ChangeSet } from "../model/result.ts";
import { noEvents } from "../model/selector.ts";
import { rfc3339 } from "../model/time.ts";
import { withCauses } from "./causes.ts";
import { notesOn } from "./notes.ts";
import type { Answer } from "./question.ts";
import type { Reading } from "./reading.ts";
import { searchedOf } from "./searched.ts";

/** A moment to explain, and how far around it to look. Times in ms since the epoch. */
export interface Moment {
  at: number;
  from: number;
  to: number;
  /** null: all namespaces. */
  namespace: string | null;
  /** Every kind, not the mesh's alone. */
  allKinds: boolean;
}

const patternsOf = ({ namespace, allKinds }: Moment): ObjectPattern[] => {
  if (allKinds) return [{ group: null, resource: null, namespace, name: null }];
  const ofMesh = meshPatterns(namespace);
  return [...ofMesh, { group: "", resource: "namespaces", namespace: null, name: namespace }];
};

/** The mesh's own changes, and of other objects only what takes mesh objects along: their deletion. */
const counts = (object: ObjectIdentity, change: Change, allKinds: boolean): boolean =>
  allKinds || isMesh(object) || change.operation === "deleted";

const within = (change: Change, { from, to }: Moment): boolean => {
  const time = Date.parse(change.time);
  return time >= from && time <= to;
};

/** Objects that changed in the window from a state that the window does not show. */
const unexplained = (timelines: readonly Timeline[], moment: Moment): ObjectRef[] =>
  timelines
    .filter(({ changes }) => changes.some(({ change }) => change.previous === "unknown" && within(change, moment)))
    .map(({ object }) => object);

/** Deletions of owners and namespaces outside the mesh that took mesh objects along. */
const rootDeletions = async (changes: readonly Change[], known: ReadonlySet<string>, reading: Reading): Promise<Timeline[]> => {
  const roots = new Map<string, ObjectRef>();
  for (const { cause } of changes) if (cause?.object && cause.object.name !== "") roots.set(objectKey(cause.object), cause.object);
  for (const key of known) roots.delete(key);
  if (roots.size === 0) return [];
  const objects = [...roots.values()].map((root) => ({ ...root, namespace: root.namespace || null }));
  return buildTimelines((await reading.read({ ...noEvents, deletionsOnly: true, objects })).events, objects, reading);
};

/** All changes around a moment, ranked by how likely each explains an incident. */
export const answerWhatChanged = async (moment: Moment, reading: Reading): Promise<Answer<ChangeSet>> => {
  const patterns = patternsOf(moment);
  const selector = { ...noEvents, objects: moment.allKinds ? [] : patterns, everything: moment.allKinds, from: moment.from, to: moment.to };
  const { events, report } = await reading.read(selector);
  const first = buildTimelines(events, patterns, reading);
  const earlier: AuditEvent[] = await reading.statesBefore(unexplained(first, moment), moment.from);
  const known = earlier.length === 0 ? first : buildTimelines([...earlier, ...events], patterns, reading);
  // An incident is asked about in a hurry: what set a deletion off long before it is left to the object's own history.
  const timelines = await withCauses(known, reading, "hour");
  const inWindow = (timeline: Timeline): Change[] =>
    timeline.changes
      .map(({ change }) => change)
      .filter((change) => within(change, moment) && counts(timeline.object, change, moment.allKinds));
  const ranked = new Set(timelines.map(({ object }) => objectKey(object)));
  const all = [...timelines, ...(await rootDeletions(timelines.flatMap(inWindow), ranked, reading))];
  const candidates = all.flatMap((timeline) =>
    inWindow(timeline).map((change) => ({ object: timeline.object, change, usual: timeline.changes.length })),
  );
  const result: ChangeSet = {
    apiVersion,
    kind: "ChangeSet",
    searched: searchedOf(report),
    at: rfc3339(moment.at),
    from: rfc3339(moment.from),
    to: rfc3339(moment.to),
    ranked: rankChanges(candidates, moment),
  };
  return { result, report, seen: candidates.length > 0, near: [], notes: notesOn(timelines, report) };
};
