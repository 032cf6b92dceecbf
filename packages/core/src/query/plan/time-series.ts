import type { Expression } from "../sql/sql-node.ts";
import { quoted } from "../text/query-error.ts";
import type { Environment } from "./environment.ts";
import { momentLiteral } from "./moments.ts";
import { callOf } from "./plan-call.ts";
import type { PlanExpression, PlanItem, PlanQuery, PlanSelect, PlanSort, PlanSource } from "./plan-node.ts";
import type { Planning } from "./planning.ts";
import { timePattern } from "./time-pattern.ts";
import { asFamily } from "./types.ts";
import { allOf } from "./walk-plan.ts";

type Call = Expression & { kind: "call" };

/** A select's time series: its call and the item it is. */
export interface Series {
  call: Call;
  item: PlanItem;
}

/** The call, when an item of a select is a time series. */
export const seriesIn = (node: Expression): Call | null =>
  node.kind === "call" && node.name.text.toLowerCase() === "time_series" ? node : null;

const number = (value: number): PlanExpression => ({ kind: "number", value: String(value), type: "long" });
const text = (value: string): PlanExpression => ({ kind: "text", value, type: "text" });
const seconds = { s: 1, m: 60, h: 3600 };

/** A step: so many seconds, or so many days of the query's time zone, which are not all of one length. */
type Step = { unit: "second" | "day"; count: number };

interface Settings {
  step: Step;
  pattern: string;
  padding: string;
}

const settingsOf = (call: Call, planning: Planning): Settings => {
  const [, step, pattern, padding] = call.args;
  if (call.args.length !== 4 || step?.kind !== "text" || pattern?.kind !== "text" || padding?.kind !== "text") {
    throw planning.fail(call.span, "time_series takes a time and three texts", "such as: time_series(__time__, '5m', '%H:%i', '0')");
  }
  const match = /^([1-9]\d{0,5})([smhd])$/.exec(step.value);
  if (match === null) throw planning.fail(step.span, `${quoted(step.value)} is no step`, "a number and s, m, h or d, such as '5m'");
  const { unknown } = timePattern(pattern.value);
  if (unknown !== null) throw planning.fail(pattern.span, `${quoted(unknown)} means nothing in a pattern of times`);
  if (!/^(?:null|last|next|avg|-?\d{1,15}(?:\.\d{1,15})?)$/.test(padding.value)) {
    throw planning.fail(
      padding.span,
      `${quoted(padding.value)} is no padding`,
      "one of 'null', 'last', 'next', 'avg', or a number such as '0'",
    );
  }
  const count = Number(match[1]);
  const unit = match[2] as "s" | "m" | "h" | "d";
  return {
    step: unit === "d" ? { unit: "day", count } : { unit: "second", count: count * seconds[unit] },
    pattern: pattern.value,
    padding: padding.value,
  };
};

const epoch: PlanExpression = { kind: "cast", operand: text("1970-01-01"), type: "date", safe: false };

/** The number of the step that a time is in, times the step: seconds, or days since 1970. */
const stepOf = (time: PlanExpression, { unit, count }: Step): PlanExpression => {
  const moment = time.type === "long" || time.type === "double" ? null : time;
  const at: PlanExpression =
    unit === "day"
      ? callOf(
          "date_diff",
          [
            text("day"),
            epoch,
            { kind: "cast", operand: moment ?? callOf("from_unixtime", [time], "timestamp"), type: "date", safe: false },
          ],
          "long",
        )
      : moment === null
        ? time
        : { kind: "seconds", of: moment, type: "long" };
  if (count === 1) return at;
  const whole: PlanExpression = { kind: "binary", operator: "//", left: at, right: number(count), type: "long" };
  return { kind: "binary", operator: "*", left: whole, right: number(count), type: "long" };
};

/** The step that a row is in: what the select groups by. */
export const planTimeSeries = (
  call: Call,
  env: Environment,
  plan: (node: Expression, env: Environment) => PlanExpression,
): PlanExpression => {
  const { step } = settingsOf(call, env.planning);
  const [time] = call.args;
  if (time === undefined) throw new Error("settingsOf has counted the arguments");
  const planned = plan(time, { ...env, aggregates: "refused", windows: false });
  const of = planned.kind === "seconds" && step.unit === "day" ? planned.of : planned;
  return stepOf(
    of.type === "long"
      ? of
      : of.type === "double"
        ? { kind: "cast", operand: of, type: "long", safe: true }
        : asFamily(of, "moment", time.span, env.planning),
    step,
  );
};

const shown = (value: PlanExpression, { step, pattern }: Settings): PlanExpression => {
  const time =
    step.unit === "day" ? callOf("date_add", [text("day"), value, epoch], "timestamp") : callOf("from_unixtime", [value], "timestamp");
  return callOf("date_format", [time, text(pattern)], "text");
};

const padded = (value: PlanExpression, padding: string, keys: readonly PlanExpression[], order: PlanExpression): PlanExpression => {
  const near = (name: "last_value" | "first_value"): PlanExpression => ({
    ...callOf(name, [value], value.type),
    ignoreNulls: true,
    over: {
      partitionBy: [...keys],
      orderBy: [{ expression: order, descending: false, nullsFirst: false }],
      frame:
        name === "last_value"
          ? { unit: "rows", from: { kind: "preceding", rows: null }, to: { kind: "current" } }
          : { unit: "rows", from: { kind: "current" }, to: { kind: "following", rows: null } },
    },
  });
  const or = (other: PlanExpression) => callOf("coalesce", [value, other], value.type);
  if (padding === "null") return value;
  if (padding === "last") return or(near("last_value"));
  if (padding === "next") return or(near("first_value"));
  if (padding === "avg") {
    const sum: PlanExpression = { kind: "binary", operator: "+", left: near("last_value"), right: near("first_value"), type: "double" };
    return or({ kind: "binary", operator: "/", left: sum, right: number(2), type: "double" });
  }
  return or(
    value.type === "text"
      ? text(padding)
      : { kind: "number", value: padding.replace("-", ""), type: padding.includes(".") ? "double" : "long" },
  );
};

/**
 * A select with a time series, as a query that has a row for each step, also for those in which nothing was: of the span that is asked
 * about, else between the first and the last step with a row; for each combination of the other groups.
 */
export const fillSeries = (
  select: PlanSelect,
  { call, item }: Series,
  isValue: (node: PlanExpression) => boolean,
  planning: Planning,
): { query: PlanQuery; time: PlanSort } => {
  const settings = settingsOf(call, planning);
  const { step } = settings;
  const core = planning.fresh("q");
  const [steps, rows, others] = [planning.fresh("t"), planning.fresh("t"), planning.fresh("t")];
  const column = (source: string, name: string, type: PlanExpression["type"]): PlanExpression => ({
    kind: "column",
    source,
    column: name,
    span: null,
    type,
  });
  const value = column(steps, "value", "long");
  const keys = select.items.filter((each) => each !== item && !isValue(each.expression));
  const end = (name: "min" | "max", moment: string | null): PlanExpression => {
    if (moment !== null) return stepOf(momentLiteral(moment), step);
    const inner = planning.fresh("t");
    const only = { name: "value", expression: callOf(name, [column(inner, item.name, "long")], "long") };
    return {
      kind: "subquery",
      query: plain({
        kind: "select",
        distinct: false,
        items: [only],
        from: { kind: "cte", name: core, alias: inner },
        where: null,
        groupBy: [],
        having: null,
      }),
      type: "long",
    };
  };
  const axis: PlanSource = { kind: "steps", low: end("min", planning.from), high: end("max", planning.to), step: step.count, alias: steps };
  const grid: PlanSource =
    keys.length === 0
      ? axis
      : {
          kind: "join",
          type: "cross",
          left: axis,
          right: { kind: "derived", query: plain(distinctKeys(keys, core, planning)), alias: others },
          on: null,
        };
  const same = keys.map(({ name, expression: { type } }): PlanExpression => {
    const [a, b] = [column(others, name, type), column(rows, name, type)];
    const missing = (operand: PlanExpression): PlanExpression => ({ kind: "isNull", operand, negated: false, type: "boolean" });
    return {
      kind: "any",
      operands: [
        { kind: "binary", operator: "=", left: a, right: b, type: "boolean" },
        { kind: "all", operands: [missing(a), missing(b)], type: "boolean" },
      ],
      type: "boolean",
    };
  });
  const inStep: PlanExpression = { kind: "binary", operator: "=", left: value, right: column(rows, item.name, "long"), type: "boolean" };
  const partition = keys.map(({ name, expression: { type } }) => column(others, name, type));
  const items = select.items.map((each): PlanItem => {
    const { name, expression } = each;
    if (each === item) return { name, expression: shown(value, settings) };
    if (keys.includes(each)) return { name, expression: column(others, name, expression.type) };
    return { name, expression: padded(column(rows, name, expression.type), settings.padding, partition, value) };
  });
  const from: PlanSource = {
    kind: "join",
    type: "left",
    left: grid,
    right: { kind: "cte", name: core, alias: rows },
    on: allOf([inStep, ...same]),
  };
  const filled: PlanSelect = { kind: "select", distinct: false, items, from, where: null, groupBy: [], having: null };
  return {
    query: { ...plain(filled), with: [{ name: core, query: plain(select) }] },
    time: { key: { kind: "expression", expression: value }, descending: false, nullsFirst: false },
  };
};

const plain = (body: PlanSelect): PlanQuery => ({ with: [], body, orderBy: [], limit: null, offset: 0 });

const distinctKeys = (keys: readonly PlanItem[], core: string, planning: Planning): PlanSelect => {
  const inner = planning.fresh("t");
  const items = keys.map(({ name, expression: { type } }): PlanItem => ({
    name,
    expression: { kind: "column", source: inner, column: name, span: null, type },
  }));
  return { kind: "select", distinct: true, items, from: { kind: "cte", name: core, alias: inner }, where: null, groupBy: [], having: null };
};
