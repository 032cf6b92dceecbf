import type { Type } from "../tables/table.ts";

/**
 * What an argument may be: a type to which others are turned (`number` is long or double, `whole` long, `any` stays as it is), or a text in the
 * query itself: `literal` any, `regex` a regular expression (RE2), `path` a JSON path, `pattern` MySQL's of a time, `unit` a unit of time, `subnet` an address range.
 */
export type Parameter =
  | "text"
  | "number"
  | "whole"
  | "timestamp"
  | "json"
  | "boolean"
  | "array"
  | "any"
  | "literal"
  | "regex"
  | "path"
  | "pattern"
  | "unit"
  | "subnet";

/** A function of the language. */
export interface FunctionRule {
  name: string;
  /** How it is called, for the docs and for errors: `split(text, separator)`. */
  usage: string;
  role: "scalar" | "aggregate" | "window";
  takes: readonly { parameter: Parameter; optional: boolean; repeated: boolean }[];
  /** `first` and `second`: the type of that argument. */
  gives: Type | "first" | "second";
  says: string;
}

/** A row of a table of functions: how it is called, its parameters (`?` optional, `*` any number), what it gives, what it says. */
type Row = readonly [usage: string, takes: string, gives: FunctionRule["gives"], says: string];

/** Functions from the rows of a table. */
export const functionsOf = (role: FunctionRule["role"], rows: readonly Row[]): FunctionRule[] =>
  rows.map(([usage, takes, gives, says]) => ({
    name: usage.slice(0, usage.indexOf("(")),
    usage,
    role,
    takes: takes
      .split(" ")
      .filter((word) => word !== "")
      .map((word) => ({ parameter: word.replace(/[?*]$/, "") as Parameter, optional: word.endsWith("?"), repeated: word.endsWith("*") })),
    gives,
    says,
  }));
