import type { Answer } from "../answers/question.ts";
import { searchedOf } from "../answers/searched.ts";
import { apiVersion, type ReadReport } from "../model/result.ts";
import { rfc3339 } from "../model/time.ts";
import { accountsNamed } from "../reports/account.ts";
import { spanBefore, type ReportSpan } from "../reports/before.ts";
import { seriesOf } from "../reports/chart-series.ts";
import { operationAuditTotals } from "../reports/operation-audit.ts";
import { kindCalled, operationDetailsTotals } from "../reports/operation-details.ts";
import { operationOverviewTotals } from "../reports/operation-overview.ts";
import { overviewTotals } from "../reports/overview.ts";
import { planReport } from "../reports/plan-report.ts";
import { totalsOf, type ReportPlan } from "../reports/report-plan.ts";
import type { Report, ReportFilters, ReportQuestion } from "../reports/report.ts";
import { stepFor } from "../reports/trend.ts";
import type { SessionConfig } from "../session.ts";
import { accountQueries, findAccount, type FoundAccount } from "./find-account.ts";
import { overTables, type QueryRunner } from "./over-tables.ts";
import { noPlaces, notesOnPlaces } from "./place-files.ts";
import { askQueries, needsOf, type PlannedAnswer, type PlannedQuery } from "./planned-queries.ts";

/** Most rows of a table. */
const mostRows = 500;

/** The queries of a report, in the order in which `takeAnswers` takes their answers. */
const queriesOf = ({ totals, charts, tables }: ReportPlan, { from, to }: ReportFilters, before: ReportSpan | null): PlannedQuery[] => [
  ...totals.map((text) => ({ text, from, to, limit: null })),
  ...(before === null ? [] : totals.map((text) => ({ text, ...before, limit: null }))),
  ...charts.map(({ query: text }) => ({ text, from, to, limit: null })),
  ...tables.map(({ query: text, span }) => ({
    text,
    from: span === "all" ? null : from,
    to: span === "all" ? null : to,
    limit: mostRows,
  })),
];

/** The span before a question's; null when it is not asked for, or there is no begin to be before of. */
const comparedSpan = ({ compare, filters: { from, to }, now }: ReportQuestion): ReportSpan | null =>
  compare && from !== null ? spanBefore({ from, to: to ?? rfc3339(now) }) : null;

/** The length of a question's span, as far as there are events in it, ms. */
const lengthOf = ({ filters: { from, to } }: ReportQuestion, report: Pick<ReadReport, "from" | "to">): number => {
  const [begin, end] = [from ?? report.from, to ?? report.to];
  return begin === null || end === null ? 0 : Math.max(0, Date.parse(end) - Date.parse(begin));
};

/** Whom a question is about, as a word; null where it is about no account. */
const accountWord = ({ report, subject }: ReportQuestion): string | null => (report === "operation-audit" ? subject : null);

/** All that may be asked for a report, to know what tables it needs. */
const mayAsk = (question: ReportQuestion, before: ReportSpan | null): PlannedQuery[] => {
  const word = accountWord(question);
  const accounts = word === null ? [null] : accountsNamed(word);
  return [
    ...(word === null ? [] : accountQueries(word)),
    ...accounts.flatMap((account) => queriesOf(planReport(question, { account, step: "hour" }), question.filters, before)),
  ];
};

/**
 * Answers a report over sources: its queries, asked together in a process of its own that reads their events and nothing else.
 *
 * @throws MeshauditError `kind-unknown`, and as `answerQuery` does.
 */
export const answerReport = async (question: ReportQuestion, config: SessionConfig, runner: QueryRunner): Promise<Answer<Report>> => {
  const before = comparedSpan(question);
  const { from, columns, placeColumns } = needsOf(mayAsk(question, before), question);
  const places = (await config.places?.()) ?? noPlaces;
  const wanted = {
    log: { from: from === null ? null : Date.parse(from), to: null },
    columns,
    requests: true,
    changes: true,
    places,
    placeColumns,
    timeZone: question.timeZone,
  };
  return overTables(wanted, config, runner, async (askPlans, report) => {
    const ask = (queries: readonly PlannedQuery[]): Promise<PlannedAnswer[]> => askQueries(queries, question, askPlans, runner.bytes);
    const word = accountWord(question);
    const found = word === null ? null : await findAccount(word, ask);
    const step = stepFor(lengthOf(question, report));
    const plan = planReport(question, { account: found?.account ?? null, step });
    const answers = await ask(queriesOf(plan, question.filters, before));
    const result = resultOf(
      question,
      found,
      before,
      report,
      takeAnswers(plan, answers, before !== null, { step, zone: question.timeZone }),
    );
    return {
      result,
      report,
      seen: found === null || found.firstSeen !== null,
      near: found?.near ?? [],
      notes: [...notesOf(question, result, found), ...(fromOutside(result) ? notesOnPlaces(places, placeColumns) : [])],
    };
  });
};

/** Whether a report counts requests from the Internet: where the intranet's addresses are is nobody's question. */
const fromOutside = ({ totals }: Report): boolean => "internet" in totals && totals.internet > 0;

/** A report's numbers, as answered. */
interface Answered extends Pick<Report, "charts" | "tables"> {
  totals: PlannedAnswer["rows"];
  totalsBefore: PlannedAnswer["rows"];
}

const takeAnswers = (
  plan: ReportPlan,
  answers: readonly PlannedAnswer[],
  compared: boolean,
  trend: Parameters<typeof seriesOf>[3],
): Answered => {
  const left = [...answers];
  const take = <Part>(parts: readonly Part[]): { part: Part; answer: PlannedAnswer }[] =>
    parts.map((part) => {
      const answer = left.shift();
      if (answer === undefined) throw new Error("a query has no answer");
      return { part, answer };
    });
  const totals = (): PlannedAnswer["rows"] => take(plan.totals).flatMap(({ answer }) => answer.rows);
  return {
    totals: totals(),
    totalsBefore: compared ? totals() : [],
    charts: take(plan.charts).map(({ part, answer: { columns, rows } }) => ({ ...part, series: seriesOf(part, columns, rows, trend) })),
    tables: take(plan.tables).map(({ part: { id, title, query, columns, complete }, answer: { rows, cut } }) => ({
      id,
      title,
      query,
      columns,
      rows: complete?.(rows) ?? rows,
      cut,
    })),
  };
};

const resultOf = (
  { report, subject, filters }: ReportQuestion,
  found: FoundAccount | null,
  before: ReportSpan | null,
  read: ReadReport,
  { totals, totalsBefore, charts, tables }: Answered,
): Report => {
  const all = { apiVersion, searched: searchedOf(read), filters } as const;
  const numbers = <Total extends string>(names: readonly Total[]) => ({
    totals: totalsOf(names, totals),
    before: before === null ? null : { ...before, totals: totalsOf(names, totalsBefore) },
    charts,
    tables,
  });
  switch (report) {
    case "overview":
      return { kind: "OverviewReport", ...all, ...numbers(overviewTotals) };
    case "operation-audit": {
      const { account = null, firstSeen = null, lastSeen = null } = found ?? {};
      return { kind: "OperationAuditReport", ...all, user: account?.name ?? null, firstSeen, lastSeen, ...numbers(operationAuditTotals) };
    }
    case "operation-overview":
      return { kind: "OperationOverviewReport", ...all, ...numbers(operationOverviewTotals) };
    case "operation-details":
      return {
        kind: "OperationDetailsReport",
        ...all,
        resource: subject === null ? null : kindCalled(subject),
        ...numbers(operationDetailsTotals),
      };
  }
};

const notesOf = ({ filters }: ReportQuestion, { totals, tables, searched }: Report, found: FoundAccount | null): string[] => [
  ...(found?.account.kind === "group" ? [`${found.account.name} is a group: changes are those of users that were in it`] : []),
  ...(found?.firstSeen !== null && found !== null && filters.from === null
    ? ["what is unusual is told of a span with a begin: before it is what is usual"]
    : []),
  ...(totals.requests === 0 && searched.parsed > 0 ? ["no request of the log is among what this report counts"] : []),
  ...(tables.some(({ cut }) => cut) ? [`tables are cut at ${mostRows} rows: their queries give all`] : []),
];
