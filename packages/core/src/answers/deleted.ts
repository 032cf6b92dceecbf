import type { Timeline } from "../history/history.ts";
import { lastDeletion, versionBeforeDeletion } from "../history/version.ts";
import { apiVersion, type DeletedObject, type DeletedObjects } from "../model/result.ts";
import { micros } from "../model/time.ts";
import { withCauses } from "./causes.ts";
import { find } from "./find.ts";
import { isAsked } from "./history.ts";
import type { Changed } from "./named-change.ts";
import { neverRestorable } from "./never-restorable.ts";
import { notesOn } from "./notes.ts";
import type { Answer, ObjectQuery } from "./question.ts";
import type { Reading } from "./reading.ts";
import { searchedOf } from "./searched.ts";
import { withoutFields } from "./without-fields.ts";

/** The change that ended the object's last life; null for an object that lives, or of which it is not known. */
const deletionOf = (timeline: Timeline): Changed | null => {
  const end = lastDeletion(timeline.lives)?.effect;
  return (end && timeline.changes.find(({ effect }) => effect === end)) ?? null;
};

const restorability = (timeline: Timeline): Pick<DeletedObject, "restorable" | "reason"> => {
  const never = neverRestorable(timeline.object);
  if (never !== null) return { restorable: "unavailable", reason: never };
  const version = versionBeforeDeletion(timeline.lives);
  if (version?.kind === "known") return { restorable: version.evidence, reason: null };
  return { restorable: "unavailable", reason: version?.kind === "unknown" ? version.reason : "its deletion is not known" };
};

const newestFirst = (a: DeletedObject, b: DeletedObject): number => micros(b.deletedAt) - micros(a.deletedAt);

/**
 * The objects of a query that are gone by the log, the last deleted first. The query's time and user are the deletion's: who deleted the
 * object, or what took it along. An object that was created again is not gone.
 */
export const answerDeleted = async (query: ObjectQuery, reading: Reading): Promise<Answer<DeletedObjects>> => {
  const { timelines, report } = await find(query, reading);
  // By whom it was is only known with the cause, which is worth looking for within the asked time alone.
  const inTime = timelines.flatMap((timeline): Timeline[] => {
    const end = timeline.object.name === "" ? null : deletionOf(timeline);
    return end !== null && isAsked(end.change, { ...query, by: null }) ? [{ ...timeline, changes: [end] }] : [];
  });
  const gone = (await withCauses(inTime, reading)).filter(({ changes }) => changes.some(({ change }) => isAsked(change, query)));
  const items = gone.flatMap((timeline) =>
    timeline.changes.map(({ change }): DeletedObject => ({
      object: timeline.object,
      deletedAt: change.time,
      change: withoutFields(change),
      ...restorability(timeline),
    })),
  );
  const result: DeletedObjects = { apiVersion, kind: "DeletedObjects", searched: searchedOf(report), items: items.sort(newestFirst) };
  return { result, report, seen: timelines.some(({ seen }) => seen), near: [], notes: notesOn(gone, report) };
};
