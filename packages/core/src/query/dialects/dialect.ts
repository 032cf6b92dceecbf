import type { PlaceColumn } from "../functions/address-functions.ts";
import type { PlanCall } from "../plan/plan-node.ts";
import type { Type } from "../tables/table.ts";

/** Types that a plan casts to. */
export type CastType = "text" | "long" | "double" | "boolean" | "timestamp" | "date" | "json";

/** A call as a dialect prints it: its printed arguments, and the call for what else it needs. */
export type PrintCall = (args: readonly string[], call: PlanCall & { type: Type }) => string;

/** An engine's SQL: what it writes in a way of its own. What all engines write alike is in print-plan.ts. */
export interface Dialect {
  name: string;
  /** The functions of the language, and of plans, by name. One that is not here cannot be printed. */
  calls: ReadonlyMap<string, PrintCall>;
  supports: {
    /** Whether LIMIT stands before OFFSET. */
    limitBeforeOffset: boolean;
    /** Whether IGNORE NULLS stands within the parentheses of the call. */
    ignoreNullsInside: boolean;
  };
  castTypes: { [type in CastType]: string };
  cast(operand: string, from: Type, to: CastType, safe: boolean): string;
  /** A text that stands for itself, whatever it holds. */
  text(value: string): string;
  /** Of RFC 3339 in UTC with six digits of a second. */
  moment(value: string): string;
  interval(amount: number, unit: string): string;
  path(of: string, steps: readonly (string | number)[], as: "text" | "scalar" | "json"): string;
  seconds(of: string): string;
  divide(left: string, right: string, whole: boolean): string;
  subscript(operand: string, index: string): string;
  /** A scalar that is NULL for an address that is not in the table. */
  place(column: PlaceColumn, address: string): string;
  /** A source with a column `value`: whole numbers from `low` to `high`. */
  steps(low: string, high: string, step: number, alias: string): string;
}

/** A name in double quotes, which every engine takes. */
export const quoteName = (name: string): string => `"${name.replaceAll('"', '""')}"`;

/** A text in single quotes, in which nothing but the quote has a meaning. */
export const quoteText = (value: string): string => `'${value.replaceAll("'", "''")}'`;

/** A call of a function by a name, with the arguments as they are. */
export const calling =
  (name: string): PrintCall =>
  (args, call) =>
    `${name}(${call.distinct ? "DISTINCT " : ""}${call.star ? "*" : args.join(", ")})`;
