import { meshPatterns, resolveType, type Change, type ObjectHistory, type ObjectPattern, type RiskLevel } from "@meshaudit/core";
import { filtersOf } from "../protocol/report-parameters.ts";
import type { ChangeMark, TimelineList, Told } from "../protocol/api.ts";
import type { DashboardAnswers } from "./dashboard-answers.ts";

const levels: readonly RiskLevel[] = ["high", "medium", "low"];

const markOf = ({ id, time, operation, verb, summary, auditID, actor, risks }: Change): ChangeMark => ({
  id,
  time,
  operation,
  verb,
  summary,
  auditID,
  user: actor.user,
  risk: levels.find((level) => risks.some((risk) => risk.level === level)) ?? null,
});

const timelineOf = ({ object, changes, gaps, incarnations }: ObjectHistory): TimelineList["items"][number] => ({
  object,
  gaps,
  lives: incarnations.map(({ uid, from, to }) => ({ uid, from, to })),
  changes: changes.map(markOf).toReversed(),
});

const patternsFor = (namespace: string | null, kind: string | null): ObjectPattern[] =>
  kind === null ? meshPatterns(namespace) : resolveType(kind).map(({ group, resource }) => ({ group, resource, namespace, name: null }));

const millis = (time: string | null): number | null => (time === null ? null : Date.parse(time));

/** The mesh's objects that changed in a span, as rows of a timeline; the last changed first. */
export const answerTimelines = async (parameters: URLSearchParams, { session }: DashboardAnswers): Promise<Told<TimelineList>> => {
  const { from, to, namespace, by, kind } = filtersOf(parameters);
  const query = { patterns: patternsFor(namespace, kind), labels: null, from: millis(from), to: millis(to), by, attempts: false };
  const { result, seen, near, notes } = await session.histories(query);
  const items = result.items.map(timelineOf).filter(({ changes }) => changes.length > 0);
  const last = ({ changes }: TimelineList["items"][number]): string => changes.at(-1)?.time ?? "";
  return { result: { items: items.toSorted((a, b) => (last(a) < last(b) ? 1 : -1)) }, seen, near, notes };
};
