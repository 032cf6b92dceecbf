import type { MeshauditError, Span } from "../../model/error.ts";
import type { SearchNode } from "../search/search-node.ts";
import type { Table } from "../tables/table.ts";
import type { PlanStep } from "./plan-node.ts";

/** What the parts of planning share while one query is planned. */
export interface Planning {
  text: string;
  search: SearchNode;
  tables: readonly Table[];
  /** Milliseconds since the epoch. */
  now: number;
  /** The span that is asked about, RFC 3339, both ends included; null is open. */
  from: string | null;
  to: string | null;
  /** How many seconds before the span is read: of `compare`. */
  shift: number;
  /** The greatest shift so far. */
  furthest: number;
  used: Set<string>;
  steps: PlanStep[];
  /** A name that nothing else in the plan has: the queries' own names never become names of tables. */
  fresh(prefix: string): string;
  /** Counts a node; throws when they are too many. */
  count(): void;
  fail(at: Span, message: string, hint?: string): MeshauditError;
}
