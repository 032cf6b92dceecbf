import type { Span } from "../../model/error.ts";

/** A part of a word: text as it is, `*` or `?`. */
export type WordPart = { kind: "text"; text: string } | { kind: "some" } | { kind: "one" };

/** One word of a search, as tokenising leaves it. */
export type Word = readonly WordPart[];

export interface FieldName {
  name: string;
  span: Span;
}

export type Comparison = "=" | ">" | ">=" | "<" | "<=";

export interface Bound {
  value: string;
  inclusive: boolean;
  span: Span;
}

/** The part of a query before `|`. */
export type SearchNode =
  | { kind: "all" }
  | { kind: "and" | "or"; operands: SearchNode[] }
  | { kind: "not"; operand: SearchNode }
  /** All words, in one field or, where `field` is null, anywhere; of a phrase one after another. `span` is that of `text`. */
  | { kind: "words"; field: FieldName | null; words: Word[]; phrase: boolean; text: string; span: Span }
  | { kind: "present"; field: FieldName }
  | { kind: "empty"; field: FieldName }
  | { kind: "compare"; field: FieldName; operator: Comparison; value: string; span: Span }
  /** A bound that is null is open. */
  | { kind: "range"; field: FieldName; low: Bound | null; high: Bound | null };
