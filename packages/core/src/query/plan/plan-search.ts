import type { Span } from "../../model/error.ts";
import type { FieldName, SearchNode, Word } from "../search/search-node.ts";
import { certainText, regexOfWords } from "../search/words.ts";
import { columnPath } from "../tables/column-path.ts";
import { timeColumn, type Table } from "../tables/table.ts";
import { didYouMean } from "../text/near-names.ts";
import { quoted } from "../text/query-error.ts";
import { compareSeconds, momentFrom } from "./moments.ts";
import { callOf } from "./plan-call.ts";
import type { PlanExpression } from "./plan-node.ts";
import type { Planning } from "./planning.ts";
import { asText, safely } from "./types.ts";
import { allOf } from "./walk-plan.ts";

const truth = (value: boolean): PlanExpression => ({ kind: "boolean", value, type: "boolean" });

const text = (value: string): PlanExpression => ({ kind: "text", value, type: "text" });

const present = (operand: PlanExpression): PlanExpression => ({ kind: "isNull", operand, negated: true, type: "boolean" });

/** A condition that is false where it is not known: of what is absent, `not` is true. */
const orFalse = (condition: PlanExpression): PlanExpression => callOf("coalesce", [condition, truth(false)], "boolean");

const binary = (operator: "=" | "<" | "<=" | ">" | ">=", left: PlanExpression, right: PlanExpression): PlanExpression => ({
  kind: "binary",
  operator,
  left,
  right,
  type: "boolean",
});

/**
 * The condition on a row of a table that a search means; null when every row fits.
 *
 * @param required whether no row fits without it. Then it may be NULL in place of false, and has a form in which engines need not read
 * what cannot fit; within `or` and `not` it may not.
 */
export const planSearch = (node: SearchNode, table: Table, alias: string, planning: Planning, required = true): PlanExpression | null => {
  const known = (condition: PlanExpression): PlanExpression => (required ? condition : orFalse(condition));

  const columnOf = (name: string): PlanExpression => {
    const type = table.columns.find((column) => column.name === name)?.type ?? "text";
    return { kind: "column", source: alias, column: name, span: null, type };
  };

  const fieldOf = ({ name, span }: FieldName): PlanExpression => {
    if (name === timeColumn) return { kind: "seconds", of: columnOf(table.time), type: "long" };
    const path = columnPath(name, table.columns);
    if (path === null) {
      const near = didYouMean(name, [...table.columns.map((column) => column.name), timeColumn]);
      throw planning.fail(span, `${table.name} has no field ${quoted(name)}`, near ?? "a word with a : is looked for in double quotes");
    }
    const column = columnOf(path.column.name);
    return path.steps.length === 0 ? column : { kind: "path", of: column, steps: path.steps, as: "text", type: "text" };
  };

  /** Words in a column: `alone`, or in one of several. */
  const found = (column: PlanExpression, words: readonly Word[], alone: boolean): PlanExpression => {
    planning.count();
    const json = column.type === "json";
    const shown = asText(column);
    const lower = callOf("lower", [shown], "text");
    const matches = callOf("regexp_like", [shown, text(regexOfWords(words, json))], "boolean");
    const { part, whole } = certainText(words);
    if (part === null) return orFalse(matches);
    // To run a pattern costs an engine ten times what it costs to see that the text is not there at all.
    const has = callOf("has_text", [lower, text(part)], "boolean");
    const same = whole ? [binary("=", lower, text(part))] : [];
    if (required && alone)
      return { kind: "all", operands: [has, { kind: "any", operands: [...same, matches], type: "boolean" }], type: "boolean" };
    const branches = [...same.map((when) => ({ when, result: truth(true) })), { when: has, result: matches }];
    return { kind: "case", operand: null, branches, otherwise: truth(false), type: "boolean" };
  };

  const planWords = (words: readonly Word[], phrase: boolean, field: FieldName | null): PlanExpression => {
    const looked = phrase ? [words] : words.map((word) => [word]);
    const inOneOf =
      (texts: readonly PlanExpression[]) =>
      (each: readonly Word[]): PlanExpression => ({
        kind: "any",
        operands: texts.map((text) => found(text, each, false)),
        type: "boolean",
      });
    if (field === null) return allOf(looked.map(inOneOf(table.searched.map(columnOf)))) ?? truth(true);
    return allOf(looked.map((each) => found(fieldOf(field), each, true))) ?? truth(true);
  };

  const number = (value: string, at: Span): PlanExpression => {
    if (!/^-?\d{1,15}(?:\.\d{1,15})?$/.test(value))
      throw planning.fail(at, `${quoted(value)} is no number`, "a comparison needs a number, of a time also such as 2026-11-24T12:00:00Z");
    const digits: PlanExpression = { kind: "number", value: value.replace("-", ""), type: value.includes(".") ? "double" : "long" };
    return value.startsWith("-") ? { kind: "negate", operand: digits, type: digits.type } : digits;
  };

  const compare = (field: FieldName, operator: "=" | "<" | "<=" | ">" | ">=", value: string, at: Span): PlanExpression => {
    planning.count();
    const left = fieldOf(field);
    const moment = left.kind === "seconds" ? left.of : left;
    if (moment.type === "timestamp") {
      const written = /^-?\d{1,12}$/.test(value) ? null : momentFrom(value, "timestamp");
      if (written !== null) return known(binary(operator, moment, written));
      const compared = /^-?\d{1,12}$/.test(value) ? compareSeconds(moment, operator, Number(value)) : null;
      if (compared === null)
        throw planning.fail(at, `${quoted(value)} is no time`, "seconds since 1970, or a time such as 2026-11-24T12:00:00Z");
      return known(compared);
    }
    if (left.type === "boolean") throw planning.fail(at, `${quoted(field.name)} is true or false`, `such as ${field.name}: true`);
    return known(binary(operator, left.type === "long" ? left : safely(left, "double"), number(value, at)));
  };

  const inField = (node: SearchNode & { kind: "words" }, field: FieldName): PlanExpression => {
    const left = fieldOf(field);
    const exact = node.words.every((word) => word.every((part) => part.kind === "text"));
    if (left.type === "long" && exact) return compare(field, "=", node.text, node.span);
    if (left.type === "timestamp" && exact) return compare(field, "=", node.text, node.span);
    return planWords(node.words, node.phrase, field);
  };

  switch (node.kind) {
    case "all":
      return null;
    case "and":
      return allOf(node.operands.map((operand) => planSearch(operand, table, alias, planning, required)));
    case "or": {
      const operands = node.operands.map((operand) => planSearch(operand, table, alias, planning, false));
      return operands.some((operand) => operand === null)
        ? null
        : { kind: "any", operands: operands.filter((operand) => operand !== null), type: "boolean" };
    }
    case "not":
      return { kind: "not", operand: planSearch(node.operand, table, alias, planning, false) ?? truth(true), type: "boolean" };
    case "words":
      return node.field === null ? planWords(node.words, node.phrase, null) : inField(node, node.field);
    case "present":
      return present(fieldOf(node.field));
    case "empty":
      return known(binary("=", asText(fieldOf(node.field)), text("")));
    case "compare":
      return compare(node.field, node.operator, node.value, node.span);
    case "range": {
      const { field, low, high } = node;
      const from = low === null ? null : compare(field, low.inclusive ? ">=" : ">", low.value, low.span);
      const to = high === null ? null : compare(field, high.inclusive ? "<=" : "<", high.value, high.span);
      return allOf([from, to]) ?? present(fieldOf(field));
    }
  }
};
