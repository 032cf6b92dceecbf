import type { Span } from "../../model/error.ts";
import type { PlaceColumn } from "../functions/address-functions.ts";
import type { BinaryOperator, Frame, JoinType, SetOperator } from "../sql/sql-node.ts";
import type { Type } from "../tables/table.ts";

/** An expression with every name resolved, every function known and every value's type worked out as far as it can be. */
export type PlanExpression = { type: Type } & (
  | { kind: "text"; value: string }
  /** Digits of a whole number (`long`) or of another (`double`). */
  | { kind: "number"; value: string }
  | { kind: "boolean"; value: boolean }
  | { kind: "null" }
  /** RFC 3339 in UTC. */
  | { kind: "moment"; value: string }
  | { kind: "interval"; amount: number; unit: string }
  /** A column of a source of this select or of one around it. `span` says where the query names it. */
  | { kind: "column"; source: string; column: string; span: Span | null }
  /** The value at a place in JSON: as text without quotes, or as JSON. */
  | { kind: "path"; of: PlanExpression; steps: readonly (string | number)[]; as: "text" | "scalar" | "json" }
  /** Whole seconds since the epoch of a moment. */
  | { kind: "seconds"; of: PlanExpression }
  | { kind: "not" | "negate"; operand: PlanExpression }
  | { kind: "binary"; operator: BinaryOperator | "//"; left: PlanExpression; right: PlanExpression }
  | { kind: "all" | "any"; operands: PlanExpression[] }
  | { kind: "between"; operand: PlanExpression; low: PlanExpression; high: PlanExpression; negated: boolean }
  | { kind: "in"; operand: PlanExpression; options: PlanExpression[]; negated: boolean }
  | { kind: "inQuery"; operand: PlanExpression; query: PlanQuery; negated: boolean }
  | { kind: "exists" | "subquery"; query: PlanQuery }
  | { kind: "like"; operand: PlanExpression; pattern: PlanExpression; escape: PlanExpression | null; negated: boolean }
  | { kind: "isNull"; operand: PlanExpression; negated: boolean }
  | {
      kind: "case";
      operand: PlanExpression | null;
      branches: { when: PlanExpression; result: PlanExpression }[];
      otherwise: PlanExpression | null;
    }
  /** What cannot be turned is NULL when `safe`, else an error. */
  | { kind: "cast"; operand: PlanExpression; safe: boolean }
  | { kind: "subscript"; operand: PlanExpression; index: PlanExpression }
  /** What is known of an address, from the table of addresses. */
  | { kind: "place"; column: PlaceColumn; address: PlanExpression }
  | PlanCall
);

export interface PlanCall {
  kind: "call";
  name: string;
  args: PlanExpression[];
  /** Of `count(*)`. */
  star: boolean;
  distinct: boolean;
  orderBy: PlanOrder[];
  filter: PlanExpression | null;
  over: { partitionBy: PlanExpression[]; orderBy: PlanOrder[]; frame: Frame | null } | null;
  /** Of first_value and last_value. */
  ignoreNulls: boolean;
}

export interface PlanOrder {
  expression: PlanExpression;
  descending: boolean;
  nullsFirst: boolean;
}

export interface PlanItem {
  name: string;
  expression: PlanExpression;
}

/** A group's key: an item of the select, by its index, or an expression. */
export type PlanGroup = { kind: "item"; index: number } | { kind: "expression"; expression: PlanExpression };

export interface PlanSelect {
  kind: "select";
  distinct: boolean;
  items: PlanItem[];
  from: PlanSource | null;
  where: PlanExpression | null;
  groupBy: PlanGroup[];
  having: PlanExpression | null;
}

export type PlanBody =
  | PlanSelect
  | { kind: "set"; operator: SetOperator; left: PlanBody; right: PlanBody }
  | { kind: "nested"; query: PlanQuery };

export type PlanSource =
  /** A relation of the engine; `where` is the search and the span of time. */
  | { kind: "table"; table: string; alias: string; where: PlanExpression | null }
  | { kind: "cte"; name: string; alias: string }
  | { kind: "derived"; query: PlanQuery; alias: string }
  /** What a step of the plan has kept, see `Plan.steps`. */
  | { kind: "kept"; name: string; alias: string }
  /** One column `value` with whole numbers from `low` to `high` in steps, both given by scalar queries over a CTE or by literals. */
  | { kind: "steps"; low: PlanExpression; high: PlanExpression; step: number; alias: string }
  | { kind: "join"; type: JoinType; left: PlanSource; right: PlanSource; on: PlanExpression | null };

/** An order's key: a column of the result by its name, or an expression. */
export type PlanSort = {
  key: { kind: "output"; name: string } | { kind: "expression"; expression: PlanExpression };
  descending: boolean;
  nullsFirst: boolean;
};

export interface PlanCte {
  name: string;
  query: PlanQuery;
}

export interface PlanQuery {
  with: PlanCte[];
  body: PlanBody;
  orderBy: PlanSort[];
  limit: number | null;
  offset: number;
}

/** A column of a result. */
export interface ResultColumn {
  name: string;
  type: Type;
}

/**
 * `keep`: the rows are kept as a temporary table of this name. `look up`: the rows are one column of addresses; of each that is not yet
 * in the table `ip_places` (see `placesTable`) a row is to be added, of which these columns are asked. Without such a step that table is
 * not needed.
 */
export type PlanStep = { kind: "keep"; name: string; query: PlanQuery } | { kind: "look up"; columns: PlaceColumn[]; query: PlanQuery };

/** How a query is answered: trees that a dialect prints, and what whoever runs them has to know. */
export interface Plan {
  /** `search`: rows are whole events of `log`, newest first. */
  kind: "search" | "select";
  /** The tables that are read, by name. */
  tables: string[];
  /** What is read of them, RFC 3339, both ends included; null is open. */
  reads: { from: string | null; to: string | null };
  query: PlanQuery;
  columns: ResultColumn[];
  /** At most so many rows are the answer; one more is asked for, which tells that there are more. null: no such limit. */
  limit: number | null;
  /** How many rows there are without the limit: one row with one number. null for a select. */
  count: PlanQuery | null;
  /** To be done before `query` is run, in this order. */
  steps: PlanStep[];
  /** IANA name of the zone in which times are shown and taken apart. */
  timeZone: string;
}
