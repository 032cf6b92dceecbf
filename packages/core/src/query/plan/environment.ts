import type { Statement } from "../sql/sql-node.ts";
import type { NamedColumn } from "../tables/column-path.ts";
import type { PlanItem, PlanQuery } from "./plan-node.ts";
import type { Planning } from "./planning.ts";
import type { Scope, VisibleCte } from "./scope.ts";

/** What an expression may hold where it stands, and what its names mean. */
export interface Environment {
  planning: Planning;
  scope: Scope;
  ctes: readonly VisibleCte[];
  /** The select's items by their names in lower case, where they come before columns; null where they do not count. */
  aliases: ReadonlyMap<string, PlanItem> | null;
  /** As errors call it: WHERE, GROUP BY. */
  clause: string;
  aggregates: "allowed" | "refused" | "within one";
  windows: boolean;
  /** Within try(…): what cannot be turned is NULL. */
  safe: boolean;
  /** The column that tells the windows of time of `compare` apart, by how many seconds before they are; null where it does not stand. */
  compared: { source: string; column: string } | null;
  subquery: (statement: Statement, outer: Scope | null, ctes: readonly VisibleCte[], planning?: Planning) => PlannedQuery;
}

/** A query with the columns it gives. */
export interface PlannedQuery {
  query: PlanQuery;
  columns: NamedColumn[];
}
