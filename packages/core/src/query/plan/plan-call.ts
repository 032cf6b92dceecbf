import type { Span } from "../../model/error.ts";
import { placeColumns } from "../functions/address-functions.ts";
import type { FunctionRule, Parameter } from "../functions/function-rule.ts";
import { functions } from "../functions/functions.ts";
import type { Expression, Order } from "../sql/sql-node.ts";
import { timeUnits } from "../sql/type-names.ts";
import { didYouMean } from "../text/near-names.ts";
import { quoted } from "../text/query-error.ts";
import type { Type } from "../tables/table.ts";
import { rangeHex } from "../../enrich/address-range.ts";
import type { Environment } from "./environment.ts";
import { parseJsonPath } from "./json-path.ts";
import { momentLiteral } from "./moments.ts";
import type { PlanCall, PlanExpression, PlanOrder } from "./plan-node.ts";
import { faultOfRegex } from "./regex.ts";
import { timePattern } from "./time-pattern.ts";
import { asFamily, asText, comparable, safely, sameType, typeInWords } from "./types.ts";

type Plan = (node: Expression, env: Environment) => PlanExpression;
type Node = Expression & { kind: "call" };

/** A call of a function, of its arguments alone. */
export const callOf = (name: string, args: PlanExpression[], type: Type): PlanExpression & PlanCall => ({
  kind: "call",
  name,
  args,
  star: false,
  distinct: false,
  orderBy: [],
  filter: null,
  over: null,
  ignoreNulls: false,
  type,
});

/** Sort keys within a call or a window; NULLs come last unless the query says otherwise. */
const planOrders = (orders: readonly Order[], env: Environment, plan: Plan): PlanOrder[] =>
  orders.map(({ expression, descending, nullsFirst }) => ({
    expression: plan(expression, env),
    descending,
    nullsFirst: nullsFirst ?? false,
  }));

/** Plans a call: only functions of the language's own list are called. */
export const planCall = (node: Node, env: Environment, plan: Plan): PlanExpression => {
  const { planning } = env;
  const name = node.name.text.toLowerCase();
  const rule = functions.get(name);
  if (rule === undefined)
    throw planning.fail(
      node.name.span,
      `there is no function ${quoted(node.name.text)}`,
      didYouMean(name, functions.keys()) ?? "docs/query-language.md has the list",
    );
  checkPlace(node, rule, env);
  const star = name === "count" && (node.star || node.args.length === 0);
  if (node.star && !star) throw planning.fail(node.span, `${rule.usage} takes no *`);
  checkCount(node, rule, env, star);
  if (name === "now") return momentLiteral(new Date(planning.now).toISOString());
  if (name === "compare") return planCompare(node, env, plan);
  if (name === "time_series") {
    throw planning.fail(
      node.span,
      "time_series stands by itself among what is selected",
      "such as: SELECT time_series(__time__, '5m', '%H:%i', '0') AS t, count(1) GROUP BY t",
    );
  }

  const inner: Environment = {
    ...env,
    windows: false,
    ...(name === "try" ? { safe: true } : {}),
    ...(rule.role === "aggregate" && node.over === null ? { aliases: null, aggregates: "within one" as const } : {}),
  };
  const args = star ? [] : node.args.map((arg, index) => argument(plan(arg, inner), parameterAt(rule, index), arg.span, env));
  const special = planSpecial(name, args, node, env);
  if (special !== null) return special;
  return {
    ...callOf(name, args, typeOf(rule, args)),
    star,
    distinct: node.distinct,
    orderBy: planOrders(node.orderBy, inner, plan),
    filter: node.filter === null ? null : asFamily(plan(node.filter, inner), "boolean", node.filter.span, planning),
    over:
      node.over === null
        ? null
        : {
            partitionBy: node.over.partitionBy.map((key) => plan(key, { ...env, windows: false })),
            orderBy: planOrders(node.over.orderBy, { ...env, windows: false }, plan),
            frame: node.over.frame,
          },
  };
};

const checkPlace = (node: Node, rule: FunctionRule, env: Environment): void => {
  const { planning } = env;
  if (node.over !== null && rule.role === "scalar") throw planning.fail(node.span, `${rule.name} is no function over a window`);
  if (node.over === null && rule.role === "window") throw planning.fail(node.span, `${rule.name} needs OVER (…)`);
  if (node.over !== null && !env.windows)
    throw planning.fail(node.span, `a function over a window cannot stand in ${env.clause}`, "put it into a subquery");
  if (rule.role === "aggregate" && node.over === null && env.aggregates !== "allowed") {
    const hint = env.clause === "WHERE" ? "HAVING filters groups" : undefined;
    throw planning.fail(
      node.span,
      env.aggregates === "refused"
        ? `${rule.name} cannot stand in ${env.clause}`
        : `${rule.name} cannot stand within another function over rows`,
      hint,
    );
  }
  const only = rule.role === "aggregate";
  if (!only && node.distinct) throw planning.fail(node.span, `${rule.name} takes no DISTINCT`);
  if (!only && node.filter !== null) throw planning.fail(node.span, `${rule.name} takes no FILTER`);
  if (rule.name !== "array_agg" && node.orderBy.length > 0) throw planning.fail(node.span, `${rule.name} takes no ORDER BY`);
};

const checkCount = (node: Node, rule: FunctionRule, { planning }: Environment, star: boolean): void => {
  if (star) return;
  const least = rule.takes.filter(({ optional, repeated }) => !optional && !repeated).length;
  const most = rule.takes.some(({ repeated }) => repeated) ? Number.POSITIVE_INFINITY : rule.takes.length;
  const { length } = node.args;
  if (length < least || length > most)
    throw planning.fail(node.span, `${rule.name} has ${length} arguments here`, `it is called so: ${rule.usage}`);
};

const parameterAt = (rule: FunctionRule, index: number): Parameter => (rule.takes[index] ?? rule.takes.at(-1))?.parameter ?? "any";

const literals: { [parameter in Parameter]?: string } = {
  literal: "a text in single quotes",
  regex: "a regular expression (RE2) in single quotes, such as '^kube'",
  path: "a JSON path in single quotes, such as '$.spec.hosts[0]'",
  pattern: "a pattern in single quotes, such as '%Y-%m-%d %H:%i:%s'",
  unit: `a unit in single quotes: ${timeUnits.join(", ")}`,
  subnet: "a range in single quotes, such as '10.0.0.0/8'",
};

const argument = (arg: PlanExpression, parameter: Parameter, at: Span, { planning }: Environment): PlanExpression => {
  switch (parameter) {
    case "any":
      return arg;
    case "text":
      return asText(arg);
    case "json":
      return arg.type === "json" || arg.type === "null" ? arg : callOf("json_parse", [asText(arg)], "json");
    case "number":
      return asFamily(arg, "number", at, planning);
    case "whole": {
      const number = asFamily(arg, "number", at, planning);
      return number.type === "double" ? safely(number, "long") : number;
    }
    case "timestamp":
      return asFamily(arg, "moment", at, planning);
    case "boolean":
      return asFamily(arg, "boolean", at, planning);
    case "array":
      if (["array", "map", "any", "null"].includes(arg.type)) return arg;
      throw planning.fail(
        at,
        `an array is expected; this is ${typeInWords(arg)}`,
        "split(text, separator) makes one; JSON lists have functions of their own, such as json_array_length",
      );
    default: {
      const expected = literals[parameter] ?? "a text in single quotes";
      if (arg.kind !== "text") throw planning.fail(at, `${expected} is expected`);
      checkLiteral(arg.value, parameter, at, expected, planning);
      return parameter === "unit" ? { ...arg, value: arg.value.toLowerCase() } : arg;
    }
  }
};

const checkLiteral = (value: string, parameter: Parameter, at: Span, expected: string, planning: Environment["planning"]): void => {
  const wrong = (message: string) => planning.fail(at, message, `${expected} is expected`);
  if (parameter === "path" && parseJsonPath(value) === null) throw wrong(`${quoted(value)} is no JSON path`);
  if (parameter === "subnet" && rangeHex(value) === null) throw wrong(`${quoted(value)} is no range of addresses`);
  if (parameter === "unit" && !timeUnits.some((unit) => unit === value.toLowerCase())) throw wrong(`${quoted(value)} is no unit of time`);
  const bad = parameter === "regex" ? faultOfRegex(value) : null;
  if (bad !== null) throw wrong(`${quoted(value)} is no regular expression: ${bad}`);
  const unknown = parameter === "pattern" ? timePattern(value).unknown : null;
  if (unknown !== null) throw wrong(`${quoted(unknown)} means nothing in a pattern of times`);
};

const typeOf = (rule: FunctionRule, args: readonly PlanExpression[]): Type => {
  if (rule.gives === "first") return args[0]?.type ?? "any";
  return rule.gives === "second" ? (args[1]?.type ?? "any") : rule.gives;
};

/** A text argument's value: the parameter's check made sure that it is one. */
const valueOf = (arg: PlanExpression | undefined): string => (arg?.kind === "text" ? arg.value : "");

const planSpecial = (name: string, args: PlanExpression[], node: Node, env: Environment): PlanExpression | null => {
  const { planning } = env;
  const [first, second, third] = args;
  if (first === undefined) return null;
  const path = (as: "json" | "scalar", type: Type): PlanExpression => ({
    kind: "path",
    of: first,
    steps: parseJsonPath(valueOf(second)) ?? [],
    as,
    type,
  });
  switch (name) {
    case "try":
      return first;
    case "concat":
      return args.slice(1).reduce((left, right): PlanExpression => ({ kind: "binary", operator: "||", left, right, type: "text" }), first);
    case "json_extract":
      return path("json", "json");
    case "json_extract_scalar":
      return path("scalar", "text");
    case "json_extract_long":
      return safely(path("scalar", "text"), "long");
    case "json_extract_double":
      return safely(path("scalar", "text"), "double");
    case "json_extract_bool":
      return safely(path("scalar", "text"), "boolean");
    case "json_size":
      return callOf("json_size", [path("json", "json")], "long");
    case "json_format":
      return first.type === "text" || first.type === "json"
        ? { ...first, type: "text" }
        : { kind: "cast", operand: { kind: "cast", operand: first, type: "json", safe: false }, type: "text", safe: false };
    case "json_array_contains":
      return callOf(name, [first, asText(second ?? first)], "boolean");
    case "if": {
      const { nodes, type } = sameType(args.slice(1));
      const nothing: PlanExpression = { kind: "null", type: "null" };
      return { kind: "case", operand: null, branches: [{ when: first, result: nodes[0] ?? nothing }], otherwise: nodes[1] ?? null, type };
    }
    case "coalesce": {
      const { nodes, type } = sameType(args);
      return callOf(name, nodes, type);
    }
    case "nullif":
    case "greatest":
    case "least":
      return callOf(name, comparable(args, node.span, planning), sameType(comparable(args, node.span, planning)).type);
    case "mod":
      return { kind: "binary", operator: "%", left: first, right: second ?? first, type: sameType(args).type };
    case "element_at":
      if (first.type === "array" || first.type === "map" || first.type === "any")
        return { kind: "subscript", operand: first, index: second ?? first, type: "any" };
      throw planning.fail(node.span, `an array or a map is expected; this is ${typeInWords(first)}`);
    case "approx_percentile":
      if (second?.kind === "number" && Number(second.value) <= 1) return null;
      throw planning.fail(
        node.span,
        "approx_percentile takes a number between 0 and 1",
        "0.5 is the median, 0.95 what 95 of 100 are below",
      );
    case "security_check_ip":
      return callOf(
        "coalesce",
        [
          { kind: "place", column: "risky", address: first, type: "long" },
          { kind: "number", value: "0", type: "long" },
        ],
        "long",
      );
    case "is_subnet_of": {
      const { low, high } = rangeHex(valueOf(first)) ?? { low: "", high: "" };
      const operand: PlanExpression = { kind: "place", column: placeColumns.is_subnet_of, address: second ?? first, type: "text" };
      const text = (value: string): PlanExpression => ({ kind: "text", value, type: "text" });
      return { kind: "between", operand, low: text(low), high: text(high), negated: false, type: "boolean" };
    }
    case "ip_to_country":
    case "ip_to_province":
    case "ip_to_city":
    case "ip_to_provider":
    case "ip_to_domain":
      return { kind: "place", column: placeColumns[name], address: first, type: "text" };
    case "contains": {
      const ofTexts = first.kind === "call" && (first.name === "split" || first.name === "regexp_extract_all");
      return ofTexts && second !== undefined ? callOf(name, [first, asText(second)], "boolean") : null;
    }
    case "regexp_extract":
    case "regexp_extract_all":
      if (third === undefined || (third.kind === "number" && Number(third.value) < 10)) return null;
      throw planning.fail(node.span, `${name} takes the number of a group, 0 to 9`);
    case "regexp_replace":
    case "replace":
      return third === undefined ? callOf(name, [...args, { kind: "text", value: "", type: "text" }], "text") : null;
    default:
      return null;
  }
};

/** `compare(x, n, …)`: x of the span asked about and of each n seconds before, and how many times the others the first is. */
const planCompare = (node: Node, env: Environment, plan: Plan): PlanExpression => {
  const { planning, compared } = env;
  const [value, ...offsets] = node.args;
  if (compared === null || value === undefined) {
    throw planning.fail(
      node.span,
      "compare stands among what is selected from one subquery, which has no compare",
      "such as: SELECT compare(n, 86400) FROM (SELECT count(1) AS n FROM log)",
    );
  }
  if (node.distinct || node.filter !== null || node.over !== null)
    throw planning.fail(node.span, "compare takes neither DISTINCT nor FILTER nor OVER");
  const inner: Environment = { ...env, aliases: null, aggregates: "within one" };
  const number = asFamily(plan(value, inner), "number", value.span, planning);
  const at = (seconds: number): PlanExpression => {
    const condition: PlanExpression = {
      kind: "binary",
      operator: "=",
      left: { kind: "column", ...compared, span: null, type: "long" },
      right: { kind: "number", value: String(seconds), type: "long" },
      type: "boolean",
    };
    return { ...callOf("max", [{ kind: "cast", operand: number, type: "double", safe: false }], "double"), filter: condition };
  };
  const before = offsets.map((offset) => at(comparedOffset(offset, env)));
  const ratios = before.map((each): PlanExpression => ({ kind: "binary", operator: "/", left: at(0), right: each, type: "double" }));
  return callOf("array_of", [at(0), ...before, ...ratios], "array");
};

/** An offset of `compare`: a whole number of seconds as the query writes it. */
export const comparedOffset = (node: Expression, { planning }: Pick<Environment, "planning">): number => {
  if (node.kind === "number" && /^\d{1,9}$/.test(node.value) && Number(node.value) > 0) return Number(node.value);
  throw planning.fail(node.span, "compare takes whole numbers of seconds", "86400 is a day");
};
