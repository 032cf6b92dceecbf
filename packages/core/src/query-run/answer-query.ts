import type { Answer } from "../answers/question.ts";
import { searchedOf } from "../answers/searched.ts";
import { apiVersion, type ReadReport } from "../model/result.ts";
import { rfc3339 } from "../model/time.ts";
import { printDuckDb } from "../query/dialects/duckdb.ts";
import type { Plan } from "../query/plan/plan-node.ts";
import { planQuery } from "../query/plan/plan-query.ts";
import { parseQuery } from "../query/query.ts";
import type { SessionConfig } from "../session.ts";
import type { TimeSpan } from "./hand-over-log.ts";
import { columnsNamed } from "./columns-named.ts";
import { leanPlan } from "./lean-plan.ts";
import { overTables, type QueryRunner } from "./over-tables.ts";
import { noPlaces, notesOnPlaces, placeColumnsOf } from "./place-files.ts";
import type { QueryResult } from "./query-result.ts";
import { resultRows } from "./result-rows.ts";
import type { ChildAnswer } from "./run-child.ts";

/** A query, and what it is asked with. */
export interface QueryQuestion {
  /** `search | SQL`, see docs/query-language.md. */
  text: string;
  /** ms since the epoch: what `now()` is. */
  now: number;
  /** The span that is asked about, ms since the epoch, both ends included; null is open. */
  from: number | null;
  to: number | null;
  /** At most so many rows; null: all; not set: 100 of a search, all of a SELECT. */
  limit?: number | null;
  /** IANA name. */
  timeZone: string;
}

/** Parses and plans a question. Throws MeshauditError `query-invalid`. */
const planOf = ({ text, now, from, to, limit, timeZone }: QueryQuestion): Plan =>
  leanPlan(
    planQuery(parseQuery(text), {
      now,
      from: from === null ? null : rfc3339(from),
      to: to === null ? null : rfc3339(to),
      timeZone,
      ...(limit === undefined ? {} : { limit }),
    }),
  );

/** The statements that a question is answered with, in their order. Throws MeshauditError `query-invalid`. */
export const explainQuery = (question: QueryQuestion): string[] => {
  const { steps, sql } = printDuckDb(planOf(question));
  return [...steps.map((step) => (step.kind === "keep" ? `CREATE TEMP TABLE "${step.name}" AS ${step.sql}` : step.sql)), sql];
};

/**
 * The span in which events are read. A request's last event may come after the span, which then is not the request's: it has to be known
 * all the same.
 */
const spanOf = ({ reads: { from, to }, tables }: Plan): TimeSpan => ({
  from: from === null ? null : Date.parse(from),
  to: to === null || tables.includes("requests") ? null : Date.parse(to) + 1,
});

/**
 * Answers a query over sources, in a process of its own that reads their events and nothing else.
 *
 * @throws MeshauditError `query-invalid`, `query-stopped` at a bound, `source-none`, and as reading the sources does; the signal's reason.
 */
export const answerQuery = async (question: QueryQuestion, config: SessionConfig, runner: QueryRunner): Promise<Answer<QueryResult>> => {
  const plan = planOf(question);
  const printed = printDuckDb(plan);
  const placeColumns = placeColumnsOf(printed);
  const requests = plan.tables.includes("requests");
  const wanted = {
    log: plan.tables.some((table) => table !== "changes") ? spanOf(plan) : null,
    columns: columnsNamed([printed], requests),
    requests,
    changes: plan.tables.includes("changes"),
    places: (placeColumns.length === 0 ? null : await config.places?.()) ?? noPlaces,
    placeColumns,
    timeZone: plan.timeZone,
  };
  return overTables(wanted, config, runner, async (ask, report) => {
    const [answer = { rows: [], cut: null, count: null }] = await ask([
      { plan: printed, changes: wanted.changes, rows: plan.limit, bytes: runner.bytes },
    ]);
    return told(plan, answer, report, notesOnPlaces(wanted.places, placeColumns), runner);
  });
};

const told = (
  plan: Plan,
  answer: ChildAnswer,
  report: ReadReport,
  notesOfPlaces: readonly string[],
  { bytes }: QueryRunner,
): Answer<QueryResult> => {
  const { kind, columns } = plan;
  const result: QueryResult = {
    apiVersion,
    kind: "QueryResult",
    searched: searchedOf(report),
    columns,
    rows: resultRows({ kind, columns }, answer.rows),
    cut: answer.cut !== null,
    count: answer.cut === null && answer.count === null ? answer.rows.length : answer.count,
  };
  const notes = [
    ...(answer.cut === "bytes" ? [`the rows are cut at ${bytes >> 20} MB: select fewer columns, or fewer rows`] : []),
    ...notesOfPlaces,
  ];
  return { result, report, seen: true, near: [], notes };
};
