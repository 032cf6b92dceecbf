import type { PlaceColumn } from "../query/functions/address-functions.ts";
import { printDuckDb } from "../query/dialects/duckdb.ts";
import type { Plan } from "../query/plan/plan-node.ts";
import { planQuery } from "../query/plan/plan-query.ts";
import { parseQuery } from "../query/query.ts";
import { changesTable } from "../query/tables/changes-table.ts";
import type { JsonObject } from "../model/json.ts";
import { columnsNamed } from "./columns-named.ts";
import { leanPlan } from "./lean-plan.ts";
import { placeColumnsOf } from "./place-files.ts";
import { resultRows } from "./result-rows.ts";
import type { Ask } from "./run-child.ts";

/** A query of several that are asked together. */
export interface PlannedQuery {
  text: string;
  /** RFC 3339, both ends included; null is open. */
  from: string | null;
  to: string | null;
  /** At most so many rows; null: all. */
  limit: number | null;
}

/** What all of them are asked with. */
export interface QueryMoment {
  now: number;
  timeZone: string;
}

/** An answer to one. */
export interface PlannedAnswer {
  columns: string[];
  rows: JsonObject[];
  cut: boolean;
}

const planOf = ({ text, from, to, limit }: PlannedQuery, moment: QueryMoment): Plan =>
  leanPlan(planQuery(parseQuery(text), { ...moment, from, to, limit }));

/** What queries over `requests` and `changes` need of the tables: from when on, null for all, which columns, and what of addresses. */
export const needsOf = (
  queries: readonly PlannedQuery[],
  moment: QueryMoment,
): { from: string | null; columns: string[]; placeColumns: PlaceColumn[] } => {
  const plans = queries.map((query) => planOf(query, moment));
  const printed = plans.map((plan) => printDuckDb(plan));
  const starts = plans.map(({ reads }) => reads.from);
  return {
    from: starts.reduce((least, start) => (least === null || start === null ? null : start < least ? start : least), starts[0] ?? null),
    columns: columnsNamed(printed, true),
    placeColumns: [...new Set(printed.flatMap(placeColumnsOf))],
  };
};

/**
 * Asks queries together.
 *
 * @throws MeshauditError as `answerQuery` does.
 */
export const askQueries = async (
  queries: readonly PlannedQuery[],
  moment: QueryMoment,
  ask: Ask,
  bytes: number,
): Promise<PlannedAnswer[]> => {
  const plans = queries.map((query) => planOf(query, moment));
  const answers = await ask(
    plans.map((plan) => ({ plan: printDuckDb(plan), changes: plan.tables.includes(changesTable.name), rows: plan.limit, bytes })),
  );
  return plans.map((plan, at) => {
    const answer = answers[at];
    if (answer === undefined) throw new Error("a query has no answer");
    return { columns: plan.columns.map(({ name }) => name), rows: resultRows(plan, answer.rows), cut: answer.cut !== null };
  });
};
