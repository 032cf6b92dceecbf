import type { Timeline } from "../history/history.ts";
import { kindOf } from "../kinds/kinds.ts";
import type { Change } from "../model/change.ts";
import type { ObjectPattern } from "../model/object.ts";
import { apiVersion, type ObjectHistory, type ObjectHistoryList, type ReadReport, type Searched } from "../model/result.ts";
import { withCauses } from "./causes.ts";
import { find, nearNames } from "./find.ts";
import { notesOn } from "./notes.ts";
import type { Answer, ObjectQuery } from "./question.ts";
import type { Reading } from "./reading.ts";
import { searchedOf } from "./searched.ts";

/** Whether a change is within the asked time, and by the asked user (or who impersonated it, or whose deletion set it off). */
export const isAsked = (change: Change, query: Pick<ObjectQuery, "from" | "to" | "by">): boolean => {
  const time = Date.parse(change.time);
  if (query.from !== null && time < query.from) return false;
  if (query.to !== null && time > query.to) return false;
  return query.by === null || [change.actor.user, change.actor.impersonatedBy, change.cause?.actor.user].includes(query.by);
};

const historyOf = (timeline: Timeline, searched: Searched, query: ObjectQuery): ObjectHistory => ({
  apiVersion,
  kind: "ObjectHistory",
  object: timeline.object,
  searched,
  changes: timeline.changes
    .map(({ change }) => change)
    .filter((change) => isAsked(change, query))
    .toReversed(),
  attempts: query.attempts
    ? timeline.attempts
        .map(({ attempt }) => attempt)
        .filter((attempt) => isAsked(attempt, query))
        .toReversed()
    : [],
  gaps: timeline.gaps,
  incarnations: timeline.incarnations,
});

/** Objects that were there; with them, when attempts are asked for, names and collections on which something was only attempted. */
const shownOf = (timelines: readonly Timeline[], query: ObjectQuery): Timeline[] => {
  const wasThere = ({ incarnations }: Timeline): boolean => incarnations.length > 0;
  const wasTried = ({ object, attempts }: Timeline): boolean => attempts.length > 0 && (object.name !== "" || query.attempts);
  if (query.attempts) return timelines.filter((timeline) => wasThere(timeline) || wasTried(timeline));
  const there = timelines.filter(wasThere);
  return there.length > 0 ? there : timelines.filter(wasTried);
};

const found = async (query: ObjectQuery, reading: Reading): Promise<{ timelines: Timeline[]; report: ReadReport }> => {
  const { timelines, report } = await find(query, reading);
  return { timelines: await withCauses(shownOf(timelines, query), reading), report };
};

/** The histories of all objects that a query fits. */
export const answerHistories = async (query: ObjectQuery, reading: Reading): Promise<Answer<ObjectHistoryList>> => {
  const { timelines, report } = await found(query, reading);
  const searched = searchedOf(report);
  const items = timelines.map((timeline) => historyOf(timeline, searched, query));
  return {
    result: { apiVersion, kind: "ObjectHistoryList", searched, items },
    report,
    seen: items.length > 0,
    near: [],
    notes: notesOn(timelines, report),
  };
};

/** The history of an object that was never seen: without changes, and named as it was asked for. */
export const unseenHistory = (pattern: ObjectPattern | undefined, mesh: string | null, searched: Searched): ObjectHistory => {
  const [group, resource] = [pattern?.group ?? "", pattern?.resource ?? ""];
  const object = {
    mesh,
    group,
    kind: kindOf(group, resource)?.kind ?? null,
    resource,
    namespace: pattern?.namespace ?? "",
    name: pattern?.name ?? "",
  };
  return { apiVersion, kind: "ObjectHistory", object, searched, changes: [], attempts: [], gaps: [], incarnations: [] };
};

/**
 * The history of the object that TYPE/NAME means: an ObjectHistory when at most one fits, else the list of those that do. An object
 * that was never seen has an ObjectHistory without changes, `seen` false, and near names.
 */
export const answerHistory = async (query: ObjectQuery, reading: Reading): Promise<Answer<ObjectHistory | ObjectHistoryList>> => {
  const { timelines, report } = await found(query, reading);
  const searched = searchedOf(report);
  const [only, ...others] = timelines;
  const notes = notesOn(timelines, report);
  if (only === undefined) {
    const pattern = query.patterns[0];
    const result = unseenHistory(pattern, reading.mesh, searched);
    return { result, report, seen: false, near: await nearNames(query.patterns, reading), notes };
  }
  if (others.length === 0) return { result: historyOf(only, searched, query), report, seen: true, near: [], notes };
  const items = timelines.map((timeline) => historyOf(timeline, searched, query));
  return { result: { apiVersion, kind: "ObjectHistoryList", searched, items }, report, seen: true, near: [], notes };
};
