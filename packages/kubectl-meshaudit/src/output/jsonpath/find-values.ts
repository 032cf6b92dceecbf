import { isObject, own, type JsonValue } from "@meshaudit/core";
import type { Operand, Operator, Step } from "./expression.ts";

const children = (value: JsonValue): JsonValue[] => (Array.isArray(value) ? value : isObject(value) ? Object.values(value) : []);

const withAllWithin = (value: JsonValue): JsonValue[] => [value, ...children(value).flatMap(withAllWithin)];

const sliceOf = (list: JsonValue[], from: number | null, to: number | null, step: number): JsonValue[] =>
  list.slice(from ?? 0, to ?? list.length).filter((_, index) => index % step === 0);

const orders: { [operator in Operator]: (order: number) => boolean } = {
  "==": (order) => order === 0,
  "!=": (order) => order !== 0,
  "<": (order) => order < 0,
  "<=": (order) => order <= 0,
  ">": (order) => order > 0,
  ">=": (order) => order >= 0,
};

/** Values of one type have an order; of different types they only differ. */
const holds = (left: JsonValue, operator: Operator, right: JsonValue): boolean => {
  if (typeof left !== typeof right || isObject(left) || Array.isArray(left)) return operator === "!=";
  if (left === right) return orders[operator](0);
  if (left === null || right === null) return operator === "!=";
  return orders[operator](left < right ? -1 : 1);
};

const operandValue = (operand: Operand | null, item: JsonValue): JsonValue | undefined =>
  operand === null ? undefined : operand.kind === "literal" ? operand.value : findValues(item, operand.steps)[0];

const passes = (item: JsonValue, step: Extract<Step, { kind: "filter" }>): boolean => {
  const left = operandValue(step.left, item);
  if (step.operator === null) return left !== undefined;
  const right = operandValue(step.right, item);
  return left !== undefined && right !== undefined && holds(left, step.operator, right);
};

const ownAll = (value: JsonValue, names: readonly string[]): JsonValue[] =>
  names.flatMap((name) => {
    const found = own(value, name);
    return found === undefined ? [] : [found];
  });

const follow = (value: JsonValue, step: Step): JsonValue[] => {
  switch (step.kind) {
    case "field":
      return ownAll(value, [step.name]);
    case "fields":
      return ownAll(value, step.names);
    case "every":
      return children(value);
    case "within":
      return withAllWithin(value);
    case "indexes":
      return Array.isArray(value)
        ? step.indexes.flatMap((index) => (value.at(index) === undefined ? [] : [value.at(index) as JsonValue]))
        : [];
    case "slice":
      return Array.isArray(value) ? sliceOf(value, step.from, step.to, step.step) : [];
    case "filter":
      return children(value).filter((item) => passes(item, step));
  }
};

/** All values that a path leads to, in document order; what is missing leads nowhere, as with kubectl. */
export const findValues = (root: JsonValue, steps: readonly Step[]): JsonValue[] =>
  steps.reduce<JsonValue[]>((values, step) => values.flatMap((value) => follow(value, step)), [root]);
