import type { Span } from "../../model/error.ts";

/** A name as it was written; `quoted` when in double quotes. */
export interface Name {
  text: string;
  quoted: boolean;
  span: Span;
}

export type BinaryOperator = "or" | "and" | "=" | "<>" | "<" | "<=" | ">" | ">=" | "||" | "+" | "-" | "*" | "/" | "%";

export interface Order {
  expression: Expression;
  descending: boolean;
  /** null: as the language has it, at the end. */
  nullsFirst: boolean | null;
}

/** `ROWS BETWEEN … AND …`; a bound's rows are null when unbounded, 0 for the current row. */
export interface Frame {
  unit: "rows" | "range";
  from: FrameBound;
  to: FrameBound;
}
export type FrameBound = { kind: "preceding" | "following"; rows: number | null } | { kind: "current" };

export interface Window {
  partitionBy: Expression[];
  orderBy: Order[];
  frame: Frame | null;
}

/** An expression as written. */
export type Expression = { span: Span } & (
  | { kind: "column"; parts: Name[] }
  | { kind: "text"; value: string }
  | { kind: "number"; value: string }
  | { kind: "boolean"; value: boolean }
  | { kind: "null" }
  | { kind: "moment"; type: "timestamp" | "date"; value: string }
  | { kind: "interval"; amount: number; unit: string }
  | { kind: "not" | "negate"; operand: Expression }
  | { kind: "binary"; operator: BinaryOperator; left: Expression; right: Expression }
  | { kind: "between"; operand: Expression; low: Expression; high: Expression; negated: boolean }
  | { kind: "in"; operand: Expression; options: Expression[]; negated: boolean }
  | { kind: "inQuery"; operand: Expression; query: Statement; negated: boolean }
  | { kind: "exists" | "subquery"; query: Statement }
  | { kind: "like"; operand: Expression; pattern: Expression; escape: Expression | null; negated: boolean }
  | { kind: "isNull"; operand: Expression; negated: boolean }
  | { kind: "case"; operand: Expression | null; branches: { when: Expression; result: Expression }[]; otherwise: Expression | null }
  | { kind: "cast"; operand: Expression; type: string; safe: boolean }
  | { kind: "subscript"; operand: Expression; index: Expression }
  | Call
);

/** `star` is the one of `count(*)`. */
export interface Call {
  kind: "call";
  name: Name;
  args: Expression[];
  star: boolean;
  distinct: boolean;
  orderBy: Order[];
  filter: Expression | null;
  over: Window | null;
}

export type Item =
  | { kind: "all"; source: Name | null; span: Span }
  | { kind: "expression"; expression: Expression; alias: Name | null; span: Span };

export type JoinType = "inner" | "left" | "right" | "full" | "cross";

export type From =
  | { kind: "table"; name: Name; alias: Name | null }
  | { kind: "derived"; query: Statement; alias: Name | null; span: Span }
  | { kind: "join"; type: JoinType; left: From; right: From; on: Expression | null; using: Name[] };

export interface Select {
  kind: "select";
  distinct: boolean;
  items: Item[];
  /** null: the log. */
  from: From | null;
  where: Expression | null;
  groupBy: Expression[];
  having: Expression | null;
  span: Span;
}

export type SetOperator = "union" | "union all" | "except" | "intersect";

export type Body = Select | { kind: "set"; operator: SetOperator; left: Body; right: Body } | { kind: "nested"; query: Statement };

export interface Statement {
  with: { name: Name; columns: Name[]; query: Statement }[];
  body: Body;
  orderBy: Order[];
  limit: { count: number | null; offset: number } | null;
}
