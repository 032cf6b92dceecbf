import type { Answer, Answers, QueryQuestion, QueryResult, Report, ReportQuestion } from "@meshaudit/core";

/** What the dashboard asks of the program that serves it. */
export interface DashboardAnswers {
  /** null for a bare file. */
  mesh: string | null;
  /** Names of the sources. */
  sources: string[];
  session: Pick<Answers, "history" | "histories" | "diff" | "event">;
  /** Reports and queries, given up when the signal aborts; null where only questions about objects are answered. */
  log: {
    report(question: ReportQuestion, signal: AbortSignal): Promise<Answer<Report>>;
    query(question: QueryQuestion, signal: AbortSignal): Promise<Answer<QueryResult>>;
  } | null;
  /** ms since the epoch. */
  now(): number;
}
