import type { BinaryOperator, Expression } from "../sql/sql-node.ts";
import { quoted } from "../text/query-error.ts";
import type { Environment } from "./environment.ts";
import { compareSeconds, momentFrom, momentLiteral } from "./moments.ts";
import { planCall } from "./plan-call.ts";
import type { PlanExpression } from "./plan-node.ts";
import { resolveColumn } from "./scope.ts";
import { asFamily, asText, comparable, familyOf, sameFamily, sameType, typeInWords } from "./types.ts";
import { allOf, childrenOf } from "./walk-plan.ts";

const comparisons = new Set<string>(["=", "<>", "<", "<=", ">", ">="]);
const mirrored = new Map([
  ["<", ">"],
  ["<=", ">="],
  [">", "<"],
  [">=", "<="],
  ["=", "="],
]);

/** Resolves an expression: names to columns, functions to rules, values to types that fit one another. */
export const planExpression = (node: Expression, env: Environment): PlanExpression => {
  const { planning } = env;
  planning.count();
  const plan = (inner: Expression) => planExpression(inner, env);
  const number = (inner: Expression) => asFamily(plan(inner), "number", inner.span, planning);
  switch (node.kind) {
    case "text":
      return { kind: "text", value: node.value, type: "text" };
    case "number":
      return planNumber(node.value, node, env);
    case "boolean":
      return { kind: "boolean", value: node.value, type: "boolean" };
    case "null":
      return { kind: "null", type: "null" };
    case "interval":
      return { kind: "interval", amount: node.amount, unit: node.unit, type: "interval" };
    case "moment": {
      const moment = momentFrom(node.value, node.type);
      if (moment === null)
        throw planning.fail(node.span, `${quoted(node.value)} is no ${node.type}`, "such as: timestamp '2026-11-24 12:00:00'");
      return moment;
    }
    case "column":
      return planColumn(node, env);
    case "not":
      return { kind: "not", operand: planCondition(node.operand, env), type: "boolean" };
    case "negate": {
      const operand = number(node.operand);
      return { kind: "negate", operand, type: operand.type };
    }
    case "binary":
      return planBinary(node, env);
    case "between": {
      const operands = [plan(node.operand), plan(node.low), plan(node.high)];
      const seconds = secondsBetween(operands, node.negated);
      if (seconds !== null) return seconds;
      const [operand, low, high] = comparable(operands, node.span, planning);
      if (operand === undefined || low === undefined || high === undefined) throw new Error("between has three operands");
      return { kind: "between", operand, low, high, negated: node.negated, type: "boolean" };
    }
    case "in": {
      const [operand, ...options] = comparable([plan(node.operand), ...node.options.map(plan)], node.span, planning);
      if (operand === undefined) throw new Error("in has an operand");
      return { kind: "in", operand, options, negated: node.negated, type: "boolean" };
    }
    case "inQuery": {
      const operand = plan(node.operand);
      const { query, columns } = env.subquery(node.query, env.scope, env.ctes);
      if (columns.length !== 1) throw planning.fail(node.span, `the subquery after IN has ${columns.length} columns; one is expected`);
      const fitted = sameFamily(operand, columns[0]?.type ?? "any", node.span, planning);
      return { kind: "inQuery", operand: fitted, query, negated: node.negated, type: "boolean" };
    }
    case "exists":
      return { kind: "exists", query: env.subquery(node.query, env.scope, env.ctes).query, type: "boolean" };
    case "subquery": {
      const { query, columns } = env.subquery(node.query, env.scope, env.ctes);
      if (columns.length !== 1)
        throw planning.fail(node.span, `the subquery has ${columns.length} columns; where a value stands it has one`);
      return { kind: "subquery", query, type: columns[0]?.type ?? "any" };
    }
    case "like": {
      const escape = node.escape === null ? null : plan(node.escape);
      if (escape !== null && (escape.kind !== "text" || [...escape.value].length !== 1)) {
        throw planning.fail(node.span, "ESCAPE takes one character in single quotes");
      }
      return {
        kind: "like",
        operand: asText(plan(node.operand)),
        pattern: asText(plan(node.pattern)),
        escape,
        negated: node.negated,
        type: "boolean",
      };
    }
    case "isNull":
      return { kind: "isNull", operand: plan(node.operand), negated: node.negated, type: "boolean" };
    case "case":
      return planCase(node, env);
    case "cast":
      return planCast(node, env);
    case "subscript":
      return planSubscript(plan(node.operand), plan(node.index), node, env);
    case "call":
      return planCall(node, env, planExpression);
  }
};

/** An expression that is true or false. */
export const planCondition = (node: Expression, env: Environment): PlanExpression =>
  asFamily(planExpression(node, env), "boolean", node.span, env.planning);

const planNumber = (value: string, node: Expression, { planning }: Environment): PlanExpression => {
  if (!/^\d+$/.test(value)) return { kind: "number", value, type: "double" };
  if (BigInt(value) > 9_223_372_036_854_775_807n) throw planning.fail(node.span, `${value} is greater than any whole number here`);
  return { kind: "number", value, type: "long" };
};

const planColumn = (node: Expression & { kind: "column" }, env: Environment): PlanExpression => {
  const { parts } = node;
  const name = parts.map(({ text }) => text).join(".");
  const item = env.aliases?.get(name.toLowerCase());
  if (item !== undefined) {
    countNodes(item.expression, env);
    return item.expression;
  }
  if (parts[0]?.quoted === false && name.toLowerCase() === "current_timestamp")
    return momentLiteral(new Date(env.planning.now).toISOString());
  if (parts[0]?.quoted === false && name.toLowerCase() === "current_date") {
    return { kind: "cast", operand: momentLiteral(new Date(env.planning.now).toISOString()), type: "date", safe: false };
  }
  return resolveColumn(
    parts,
    env.scope,
    env.planning,
    [...(env.aliases?.values() ?? [])].map((each) => each.name),
  );
};

/** An alias stands for its whole expression, which counts each time. */
const countNodes = (node: PlanExpression, env: Environment): void => {
  env.planning.count();
  for (const child of childrenOf(node)) countNodes(child, env);
};

const wholeNumber = (node: PlanExpression): number | null => {
  if (node.kind === "negate") return wholeNumber(node.operand) === null ? null : -Number(wholeNumber(node.operand));
  return node.kind === "number" && node.type === "long" && Number.isSafeInteger(Number(node.value)) ? Number(node.value) : null;
};

const compareWithSeconds = (operator: string, left: PlanExpression, right: PlanExpression): PlanExpression | null => {
  if (left.kind === "seconds") {
    const second = wholeNumber(right);
    return second === null ? null : compareSeconds(left.of, operator, second);
  }
  const other = mirrored.get(operator);
  return right.kind === "seconds" && other !== undefined ? compareWithSeconds(other, right, left) : null;
};

const secondsBetween = ([operand, low, high]: PlanExpression[], negated: boolean): PlanExpression | null => {
  if (operand === undefined || low === undefined || high === undefined || negated) return null;
  const from = compareWithSeconds(">=", operand, low);
  const to = compareWithSeconds("<=", operand, high);
  return from === null || to === null ? null : allOf([from, to]);
};

const planBinary = (node: Expression & { kind: "binary" }, env: Environment): PlanExpression => {
  const { planning } = env;
  const { operator } = node;
  if (operator === "and" || operator === "or") {
    return { kind: "binary", operator, left: planCondition(node.left, env), right: planCondition(node.right, env), type: "boolean" };
  }
  const left = planExpression(node.left, env);
  const right = planExpression(node.right, env);
  if (comparisons.has(operator)) {
    const seconds = compareWithSeconds(operator, left, right);
    if (seconds !== null) return seconds;
    const [a, b] = comparable([left, right], node.span, planning);
    return { kind: "binary", operator, left: a ?? left, right: b ?? right, type: "boolean" };
  }
  if (operator === "||") return { kind: "binary", operator, left: asText(left), right: asText(right), type: "text" };
  return planArithmetic(operator, left, right, node, env);
};

const planArithmetic = (
  operator: BinaryOperator,
  left: PlanExpression,
  right: PlanExpression,
  node: Expression & { kind: "binary" },
  env: Environment,
): PlanExpression => {
  const families = [familyOf(left), familyOf(right)];
  if (families.includes("moment") || families.includes("interval")) {
    const [a, b] = families;
    const shifted = (operator === "+" || operator === "-") && a === "moment" && b === "interval";
    if (shifted || (operator === "+" && a === "interval" && b === "moment"))
      return { kind: "binary", operator, left, right, type: "timestamp" };
    if ((operator === "+" || operator === "-") && a === "interval" && b === "interval")
      return { kind: "binary", operator, left, right, type: "interval" };
    throw env.planning.fail(
      node.span,
      `${typeInWords(left)} ${operator} ${typeInWords(right)} is not among what this language can do`,
      "date_diff(unit, from, to) gives the time between two; an interval is written interval '5' minute",
    );
  }
  const a = asFamily(left, "number", node.left.span, env.planning);
  const b = asFamily(right, "number", node.right.span, env.planning);
  const whole = a.type === "long" && b.type === "long";
  return { kind: "binary", operator: operator === "/" && whole ? "//" : operator, left: a, right: b, type: whole ? "long" : "double" };
};

const planCase = (node: Expression & { kind: "case" }, env: Environment): PlanExpression => {
  const { planning } = env;
  const whens = node.branches.map(({ when }) => (node.operand === null ? planCondition(when, env) : planExpression(when, env)));
  const [operand = null, ...values] =
    node.operand === null ? [null, ...whens] : comparable([planExpression(node.operand, env), ...whens], node.span, planning);
  const results = [
    ...node.branches.map(({ result }) => planExpression(result, env)),
    ...(node.otherwise === null ? [] : [planExpression(node.otherwise, env)]),
  ];
  const { nodes, type } = sameType(results);
  const missing: PlanExpression = { kind: "null", type: "null" };
  const branches = node.branches.map((_, index) => ({ when: values[index] ?? missing, result: nodes[index] ?? missing }));
  return { kind: "case", operand, branches, otherwise: nodes[node.branches.length] ?? null, type };
};

const planCast = (node: Expression & { kind: "cast" }, env: Environment): PlanExpression => {
  const operand = planExpression(node.operand, env);
  const type =
    node.type === "text" ||
    node.type === "long" ||
    node.type === "double" ||
    node.type === "boolean" ||
    node.type === "timestamp" ||
    node.type === "date"
      ? node.type
      : "json";
  const families = [familyOf(operand), type === "timestamp" || type === "date" ? "moment" : "other"];
  if ((families[0] === "moment" && (type === "long" || type === "double")) || (families[0] === "number" && families[1] === "moment")) {
    throw env.planning.fail(
      node.span,
      `${typeInWords(operand)} cannot be cast to ${node.type}`,
      "to_unixtime(time) gives its seconds, from_unixtime(seconds) the time",
    );
  }
  if (operand.type === type || (operand.type === "json" && type === "text")) return { ...operand, type };
  return { kind: "cast", operand, type, safe: node.safe || env.safe };
};

/** `array[n]`, `map[key]`, and `element_at`. */
const planSubscript = (operand: PlanExpression, index: PlanExpression, node: Expression, { planning }: Environment): PlanExpression => {
  if (operand.type !== "array" && operand.type !== "map" && operand.type !== "any") {
    throw planning.fail(
      node.span,
      `an array or a map is expected; this is ${typeInWords(operand)}`,
      "json_array_get(json, n) takes an item of a JSON list",
    );
  }
  const key = operand.type === "array" ? asFamily(index, "number", node.span, planning) : index;
  return { kind: "subscript", operand, index: key, type: "any" };
};
