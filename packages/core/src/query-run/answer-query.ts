import { access, mkdtemp, rm } from "node:fs/promises";
import { join } from "node:path";
import type { Answer } from "../answers/question.ts";
import { searchedOf } from "../answers/searched.ts";
import { MeshauditError } from "../model/error.ts";
import { apiVersion, type ReadReport } from "../model/result.ts";
import { rfc3339 } from "../model/time.ts";
import { printDuckDb } from "../query/dialects/duckdb.ts";
import type { Plan } from "../query/plan/plan-node.ts";
import { planQuery } from "../query/plan/plan-query.ts";
import { parseQuery } from "../query/query.ts";
import { noSource, readingOf, type SessionConfig } from "../session.ts";
import { emptyTally } from "../sources/tally.ts";
import type { ChildTask } from "./child-task.ts";
import { handOverChanges } from "./hand-over-changes.ts";
import { handOverLog, type TimeSpan } from "./hand-over-log.ts";
import type { QueryResult } from "./query-result.ts";
import { resultRows } from "./result-rows.ts";
import { runChild, TablesUnread, type ChildAnswer, type QueryChild } from "./run-child.ts";

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

/** What a query is run with. */
export interface QueryRunner {
  child: QueryChild;
  /** A folder on the local file system in which a folder of the query's own is made, and removed. */
  scratch: string;
  threads: number;
  memoryLimitMB: number;
  /** How long it may take once its tables are open, ms. */
  millis: number;
  /** Most bytes of rows, as JSON. */
  bytes: number;
}

/** Parses and plans a question. Throws MeshauditError `query-invalid`. */
const planOf = ({ text, now, from, to, limit, timeZone }: QueryQuestion): Plan =>
  planQuery(parseQuery(text), {
    now,
    from: from === null ? null : rfc3339(from),
    to: to === null ? null : rfc3339(to),
    timeZone,
    ...(limit === undefined ? {} : { limit }),
  });

/** The statements that a question is answered with, in their order. Throws MeshauditError `query-invalid`. */
export const explainQuery = (question: QueryQuestion): string[] => {
  const { steps, sql } = printDuckDb(planOf(question));
  return [...steps.map((step) => (step.kind === "keep" ? `CREATE TEMP TABLE "${step.name}" AS ${step.sql}` : step.sql)), sql];
};

/** A store's writer may take a segment away while it is read: so often the query is asked anew. */
const tries = 3;

/**
 * Answers a query over sources, in a process of its own that reads their events and nothing else.
 *
 * @throws MeshauditError `query-invalid`, `query-stopped` at a bound, `source-none`, and as reading the sources does; the signal's reason.
 */
export const answerQuery = async (question: QueryQuestion, config: SessionConfig, runner: QueryRunner): Promise<Answer<QueryResult>> => {
  const plan = planOf(question);
  if (config.sources.length === 0) throw noSource();
  for (let attempt = 1; ; attempt++) {
    const folder = await mkdtemp(join(runner.scratch, "query-"));
    try {
      return await answerIn(folder, plan, config, runner);
    } catch (error) {
      if (!(error instanceof SegmentGone) || attempt === tries) throw error;
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  }
};

/** A segment was taken away between being told of and being read. */
class SegmentGone extends Error {}

/**
 * The span in which events are read. A request's last event may come after the span, which then is not the request's: it has to be known
 * all the same.
 */
const spanOf = ({ reads: { from, to }, tables }: Plan): TimeSpan => ({
  from: from === null ? null : Date.parse(from),
  to: to === null || tables.includes("requests") ? null : Date.parse(to) + 1,
});

const answerIn = async (folder: string, plan: Plan, config: SessionConfig, runner: QueryRunner): Promise<Answer<QueryResult>> => {
  const { reading, sources, trustedProxies } = config;
  const needsLog = plan.tables.some((table) => table !== "changes");
  const log = needsLog ? await handOverLog(sources, spanOf(plan), folder, reading) : null;
  const changes = plan.tables.includes("changes") ? await handOverChanges(readingOf(config), folder) : null;
  const report = (log ?? changes)?.report ?? nothingRead(sources.map(({ name }) => name));
  const printed = printDuckDb(plan);
  const task: ChildTask = {
    threads: runner.threads,
    memoryLimitMB: runner.memoryLimitMB,
    scratch: folder,
    log: log?.files ?? null,
    requests: plan.tables.includes("requests"),
    trustedProxies,
    changes: changes?.file ?? null,
    timeZone: plan.timeZone,
    plan: printed,
    rows: plan.limit,
    bytes: runner.bytes,
  };
  const answer = await runChild(runner.child, task, runner.millis, reading.signal).catch(async (error: unknown) => {
    for (const path of task.log?.segments ?? []) await access(path).catch(() => Promise.reject(new SegmentGone(path)));
    throw error instanceof TablesUnread
      ? unread(
          error,
          sources.map(({ name }) => name),
        )
      : error;
  });
  return told(
    plan,
    answer,
    report,
    printed.steps.some(({ kind }) => kind === "look up"),
    runner,
  );
};

const unread = (error: TablesUnread, sources: readonly string[]): MeshauditError =>
  new MeshauditError("source-unreadable", `${sources.join(", ")} cannot be queried: ${error.message.split("\n")[0] ?? ""}`, {
    cause: error,
  });

const nothingRead = (sources: string[]): ReadReport => ({ sources, ...emptyTally(), levels: [], everyLineParsed: true });

const told = (plan: Plan, answer: ChildAnswer, report: ReadReport, looksUp: boolean, { bytes }: QueryRunner): Answer<QueryResult> => {
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
    ...(looksUp ? ["countries and cities of addresses are not known here: only whether they are of the Internet"] : []),
  ];
  return { result, report, seen: true, near: [], notes };
};
