import { buildTimelines } from "../history/history.ts";
import type { AuditEvent } from "../model/audit-event.ts";
import { apiVersion, type ObjectHistory, type ObjectHistoryList, type ReadReport } from "../model/result.ts";
import { withCauses } from "./causes.ts";
import { isAsked } from "./history.ts";
import { timelineFilter } from "./label-filter.ts";
import type { ObjectQuery } from "./question.ts";
import type { Reading } from "./reading.ts";
import { searchedOf } from "./searched.ts";

/** What has come since the last time: histories that hold only the new changes and attempts. The first time, all so far. */
export type OnNews = (news: ObjectHistoryList) => void | Promise<void>;

/**
 * Takes batches of events as they come and tells the changes they bring. A change is told once, though a later event may still
 * explain it better.
 */
export const newsTeller = (
  query: ObjectQuery,
  reading: Reading,
  onNews: OnNews,
): ((batch: { events: AuditEvent[]; report: ReadReport }) => Promise<void>) => {
  const events: AuditEvent[] = [];
  const told = new Set<string>();
  const fits = timelineFilter(query.labels);
  const isNew = ({ id }: { id: string }): boolean => {
    const fresh = !told.has(id);
    told.add(id);
    return fresh;
  };
  let isFirst = true;
  return async (batch) => {
    if (batch.events.length === 0 && !isFirst) return;
    isFirst = false;
    events.push(...batch.events);
    const wanted = buildTimelines(events, query.patterns, reading).filter(fits);
    const searched = searchedOf(batch.report);
    const items: ObjectHistory[] = (await withCauses(wanted, reading)).map(({ object, changes, attempts, gaps, incarnations }) => ({
      apiVersion,
      kind: "ObjectHistory",
      object,
      searched,
      changes: changes
        .map(({ change }) => change)
        .filter((change) => isNew(change) && isAsked(change, query))
        .toReversed(),
      attempts: query.attempts
        ? attempts
            .map(({ attempt }) => attempt)
            .filter((attempt) => isNew(attempt) && isAsked(attempt, query))
            .toReversed()
        : [],
      gaps,
      incarnations,
    }));
    const fresh = items.filter(({ changes, attempts }) => changes.length > 0 || attempts.length > 0);
    if (fresh.length > 0) await onNews({ apiVersion, kind: "ObjectHistoryList", searched, items: fresh });
  };
};
