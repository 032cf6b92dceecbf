import { micros } from "../../model/time.ts";
import { MeshauditError } from "../../model/error.ts";
import type { Query } from "../query.ts";
import { queryTables } from "../tables/tables.ts";
import type { Table } from "../tables/table.ts";
import { limits } from "../text/limits.ts";
import { queryError } from "../text/query-error.ts";
import { momentOfMicros } from "./moments.ts";
import { callOf } from "./plan-call.ts";
import type { Plan, PlanQuery, PlanSelect } from "./plan-node.ts";
import type { Planning } from "./planning.ts";
import { planStatement } from "./plan-statement.ts";
import { planTable } from "./plan-source.ts";
import type { Scope } from "./scope.ts";

/** What a query is asked with. */
export interface PlanOptions {
  /** Milliseconds since the epoch: what `now()` is. */
  now: number;
  /** The span of time that is asked about, RFC 3339, both ends included; null is open. */
  from?: string | null;
  to?: string | null;
  /** At most so many rows; null is no limit. A search's is 100 unless set. */
  limit?: number | null;
  /** IANA name of the zone in which times are shown and taken apart; UTC unless set. */
  timeZone?: string;
  /** The first is the one that a SELECT without FROM reads; `queryTables` unless set. */
  tables?: readonly Table[];
}

/** Rows of a search unless said otherwise. */
const searchLimit = 100;

/**
 * Plans a query: resolves its names, checks it, and says what has to be run. A dialect prints the plan.
 *
 * @throws MeshauditError `query-invalid` with the place and, of a name, the near one.
 */
export const planQuery = (query: Query, options: PlanOptions): Plan => {
  const { now, from = null, to = null, timeZone = "UTC", tables = queryTables } = options;
  let names = 0;
  let nodes = 0;
  const planning: Planning = {
    text: query.text,
    search: query.search,
    tables,
    now,
    from,
    to,
    shift: 0,
    furthest: 0,
    used: new Set(),
    steps: [],
    fresh: (prefix) => `${prefix}${++names}`,
    count() {
      if (++nodes > limits.nodes)
        throw new MeshauditError("query-invalid", "the query is too large", {
          hint: "its subqueries and names stand for too much in one another",
        });
    },
    fail: (at, message, hint) => queryError(query.text, at, message, hint),
  };
  const planned = query.statement === null ? planSearchAlone(planning, options) : planSql(query, planning, options);
  const start = from === null ? null : momentOfMicros(micros(from) - planning.furthest * 1_000_000);
  return { ...planned, tables: [...planning.used], reads: { from: start, to }, steps: planning.steps, timeZone };
};

type Planned = Pick<Plan, "kind" | "query" | "columns" | "limit" | "count">;

const planSql = ({ statement }: Query, planning: Planning, { limit = null }: PlanOptions): Planned => {
  if (statement === null) throw new Error("there is no statement");
  const { query, columns } = planStatement(statement, null, [], planning);
  const cut = limit !== null && (query.limit === null || query.limit > limit);
  return {
    kind: "select",
    query: cut ? { ...query, limit: limit + 1 } : query,
    columns: columns.map(({ name, type }) => ({ name, type })),
    limit: cut ? limit : null,
    count: null,
  };
};

const planSearchAlone = (planning: Planning, { limit = searchLimit }: PlanOptions): Planned => {
  const [table] = planning.tables;
  if (table === undefined) throw new Error("there are no tables");
  const rowsOf = (items: (alias: string) => PlanSelect["items"]): PlanQuery => {
    const scope: Scope = { sources: [], merged: new Map(), outer: null };
    const from = planTable(table, table.name, scope, planning);
    const alias = scope.sources[0]?.alias ?? "";
    return {
      with: [],
      body: { kind: "select", distinct: false, items: items(alias), from, where: null, groupBy: [], having: null },
      orderBy: [],
      limit: null,
      offset: 0,
    };
  };
  const query = rowsOf((source) =>
    table.columns.map(({ name, type }) => ({ name, expression: { kind: "column", source, column: name, span: null, type } })),
  );
  const newest = [table.time, table.order].map((name) => ({ key: { kind: "output", name } as const, descending: true, nullsFirst: false }));
  return {
    kind: "search",
    query: { ...query, orderBy: newest, limit: limit === null ? null : limit + 1 },
    columns: [
      { name: "time", type: "timestamp" },
      { name: "event", type: "json" },
    ],
    limit,
    count: rowsOf(() => [{ name: "count", expression: { ...callOf("count", [], "long"), star: true } }]),
  };
};
