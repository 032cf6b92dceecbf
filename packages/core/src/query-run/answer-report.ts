import type { Answer } from "../answers/question.ts";
import { searchedOf } from "../answers/searched.ts";
import { apiVersion, type ReadReport } from "../model/result.ts";
import { rfc3339 } from "../model/time.ts";
import type { Account } from "../reports/account.ts";
import { spanBefore, type ReportSpan } from "../reports/before.ts";
import { seriesOf } from "../reports/chart-series.ts";
import { overviewTotals } from "../reports/overview.ts";
import { planReport } from "../reports/plan-report.ts";
import { totalsOf, type ReportPlan } from "../reports/report-plan.ts";
import type { Report, ReportFilters, ReportQuestion } from "../reports/report.ts";
import { stepFor } from "../reports/trend.ts";
import type { SessionConfig } from "../session.ts";
import { overTables, type QueryRunner } from "./over-tables.ts";
import { noPlaces, notesOnPlaces } from "./place-files.ts";
import { askQueries, needsOf, type PlannedAnswer, type PlannedQuery } from "./planned-queries.ts";
import type { Ask } from "./run-child.ts";

/** Most rows of a table. */
const mostRows = 500;

/** The queries of a report, in the order in which `told` takes their answers. */
const queriesOf = ({ totals, charts, tables }: ReportPlan, { from, to }: ReportFilters, before: ReportSpan | null): PlannedQuery[] => [
  ...totals.map((text) => ({ text, from, to, limit: null })),
  ...(before === null ? [] : totals.map((text) => ({ text, ...before, limit: null }))),
  ...charts.map(({ query: text }) => ({ text, from, to, limit: null })),
  ...tables.map(({ query: text, span }) => ({ text, from: span === "all" ? null : from, to: span === "all" ? null : to, limit: mostRows })),
];

/** The span before a question's; null when it is not asked for, or there is no begin to be before of. */
const comparedSpan = ({ compare, filters: { from, to }, now }: ReportQuestion): ReportSpan | null =>
  compare && from !== null ? spanBefore({ from, to: to ?? rfc3339(now) }) : null;

/** The length of a question's span, as far as there are events in it, ms. */
const lengthOf = ({ filters: { from, to } }: ReportQuestion, report: Pick<ReadReport, "from" | "to">): number => {
  const [begin, end] = [from ?? report.from, to ?? report.to];
  return begin === null || end === null ? 0 : Math.max(0, Date.parse(end) - Date.parse(begin));
};

/**
 * Answers a report over sources: its queries, asked together in a process of its own that reads their events and nothing else.
 *
 * @throws MeshauditError `kind-unknown`, and as `answerQuery` does.
 */
export const answerReport = async (question: ReportQuestion, config: SessionConfig, runner: QueryRunner): Promise<Answer<Report>> => {
  const before = comparedSpan(question);
  const draft = planReport(question, { account: null, step: "hour" });
  const needs = needsOf(queriesOf(draft, question.filters, before), question);
  const wanted = {
    log: { from: needs.from === null ? null : Date.parse(needs.from), to: null },
    requests: needs.requests,
    changes: true,
    places: (await config.places?.()) ?? noPlaces,
    placeColumns: needs.placeColumns,
    timeZone: question.timeZone,
  };
  const notes = notesOnPlaces(wanted.places, needs.placeColumns);
  return overTables(wanted, config, runner, (ask, report) => answerFrom(question, before, ask, report, notes, runner.bytes));
};

const answerFrom = async (
  question: ReportQuestion,
  before: ReportSpan | null,
  ask: Ask,
  report: ReadReport,
  notes: string[],
  bytes: number,
): Promise<Answer<Report>> => {
  const account: Account | null = null;
  const step = stepFor(lengthOf(question, report));
  const plan = planReport(question, { account, step });
  const answers = await askQueries(queriesOf(plan, question.filters, before), question, ask, bytes);
  const take = <Part>(parts: readonly Part[]): { part: Part; answer: PlannedAnswer }[] =>
    parts.map((part) => {
      const answer = answers.shift();
      if (answer === undefined) throw new Error("a query has no answer");
      return { part, answer };
    });
  const totals = totalsOf(
    overviewTotals,
    take(plan.totals).flatMap(({ answer }) => answer.rows),
  );
  const totalsBefore =
    before === null
      ? null
      : totalsOf(
          overviewTotals,
          take(plan.totals).flatMap(({ answer }) => answer.rows),
        );
  const charts = take(plan.charts).map(({ part, answer: { columns, rows } }) => ({
    ...part,
    series: seriesOf(part, columns, rows, { step, zone: question.timeZone }),
  }));
  const tables = take(plan.tables).map(({ part: { span: _, complete, ...part }, answer: { rows, cut } }) => ({
    ...part,
    rows: complete?.(rows) ?? rows,
    cut,
  }));
  const result: Report = {
    apiVersion,
    kind: "OverviewReport",
    searched: searchedOf(report),
    filters: question.filters,
    totals,
    before: before === null || totalsBefore === null ? null : { ...before, totals: totalsBefore },
    charts,
    tables,
  };
  return { result, report, seen: true, near: [], notes };
};
