import type { Span } from "../../model/error.ts";
import type { Expression, Item, Select } from "../sql/sql-node.ts";
import { functions } from "../functions/functions.ts";
import type { NamedColumn } from "../tables/column-path.ts";
import { quoted } from "../text/query-error.ts";
import { groupChecker } from "./check-groups.ts";
import { comparedIn, planCompared } from "./compare.ts";
import type { Environment } from "./environment.ts";
import { planCondition, planExpression } from "./plan-expression.ts";
import type { PlanExpression, PlanGroup, PlanItem, PlanSelect, PlanSource } from "./plan-node.ts";
import { planSource, planTable } from "./plan-source.ts";
import { sameName } from "./scope.ts";
import { planTimeSeries, seriesIn, type Series } from "./time-series.ts";
import { allOf, findIn, keyOf } from "./walk-plan.ts";

/** A select whose order and limit are still to come. */
export interface PlannedSelect {
  select: PlanSelect;
  columns: NamedColumn[];
  /** For the keys of an ORDER BY. */
  env: Environment;
  grouped: boolean;
  /** When one of the items is a time series. */
  series: Series | null;
}

/** Whether an expression folds the rows of a group; over a window it does not. */
export const isAggregate = (node: PlanExpression): boolean =>
  node.kind === "call" && node.over === null && functions.get(node.name)?.role === "aggregate";

const hasAggregate = (node: PlanExpression): boolean => findIn(node, isAggregate) !== null;
const hasWindow = (node: PlanExpression): boolean => findIn(node, (each) => each.kind === "call" && each.over !== null) !== null;

interface Named {
  item: PlanItem;
  span: Span;
  column: NamedColumn;
}

/** The name of an item that is given none: a column's own, else what is written. */
const writtenName = (node: Expression, expression: PlanExpression, text: string): string => {
  if (node.kind === "column")
    return expression.kind === "column" && expression.column !== "" && node.parts.length > 0
      ? nameOfColumn(node, expression.column)
      : node.parts.map((part) => part.text).join(".");
  return text.slice(node.span.start, node.span.end).replaceAll(/\s+/g, " ").slice(0, 100);
};

const nameOfColumn = (node: Expression & { kind: "column" }, column: string): string => {
  const written = node.parts.map((part) => part.text).join(".");
  return written.toLowerCase().endsWith(column.toLowerCase()) ? column : (node.parts.at(-1)?.text ?? column);
};

const named = (name: string, expression: PlanExpression, span: Span, env: Environment): Named => {
  const source = expression.kind === "column" ? env.scope.sources.find(({ alias }) => alias === expression.source) : undefined;
  const holds = source?.columns.find((column) => expression.kind === "column" && column.name === expression.column)?.holds;
  return { item: { name, expression }, span, column: { name, type: expression.type, ...(holds === undefined ? {} : { holds }) } };
};

/** `*` and `source.*`: every column, in order. */
const allColumns = (item: Item & { kind: "all" }, env: Environment): Named[] => {
  const { source: wanted } = item;
  const sources = env.scope.sources.filter(({ name }) => wanted === null || (name !== null && sameName(name, wanted.text)));
  if (sources.length === 0 && wanted !== null)
    throw env.planning.fail(wanted.span, `there is no table ${quoted(wanted.text)} in this select`);
  return sources.flatMap(({ alias, columns }) =>
    columns.map(({ name, type }) => {
      env.planning.count();
      return named(name, { kind: "column", source: alias, column: name, span: null, type }, item.span, env);
    }),
  );
};

const planItems = (node: Select, env: Environment): Named[] => {
  const items = node.items.flatMap((item): Named[] => {
    if (item.kind === "all") return allColumns(item, env);
    const series = seriesIn(item.expression);
    const expression = series === null ? planExpression(item.expression, env) : planTimeSeries(series, env, planExpression);
    return [
      named(
        item.alias?.text ?? writtenName(item.expression, expression, env.planning.text),
        expression,
        item.alias?.span ?? item.span,
        env,
      ),
    ];
  });
  const seen = new Set<string>();
  for (const { item, span } of items) {
    const key = item.name.toLowerCase();
    if (seen.has(key))
      throw env.planning.fail(
        span,
        `two columns are named ${quoted(item.name)}`,
        "give one another name with AS; names that differ in case alone are the same",
      );
    seen.add(key);
  }
  return items;
};

/** A key of GROUP BY: the number of an item, the name of one that is no aggregate, else an expression. */
const planGroup = (node: Expression, items: readonly PlanItem[], env: Environment): PlanGroup => {
  const { planning } = env;
  if (node.kind === "number") {
    const index = Number(node.value) - 1;
    const item = items[index];
    if (item === undefined) throw planning.fail(node.span, `there is no column ${node.value} among the ${items.length} selected`);
    if (hasAggregate(item.expression))
      throw planning.fail(
        node.span,
        `${quoted(item.name)} is worked out over the rows of a group`,
        "group by columns, and filter with HAVING",
      );
    return { kind: "item", index };
  }
  if (node.kind === "text")
    throw planning.fail(node.span, `${quoted(node.value)} is a text, the same in every row`, "a column's name stands in double quotes");
  const name = node.kind === "column" ? node.parts.map(({ text }) => text).join(".") : null;
  const byName = items.findIndex((item) => name !== null && sameName(item.name, name) && !hasAggregate(item.expression));
  if (byName >= 0) return { kind: "item", index: byName };
  const aggregate = name === null ? undefined : items.find((item) => sameName(item.name, name));
  let expression: PlanExpression;
  try {
    expression = planExpression(node, { ...env, aggregates: "refused", windows: false, clause: "GROUP BY" });
  } catch (error) {
    if (aggregate === undefined) throw error;
    throw planning.fail(
      node.span,
      `${quoted(aggregate.name)} is worked out over the rows of a group`,
      "group by columns, and filter with HAVING",
    );
  }
  const index = items.findIndex((item) => keyOf(item.expression) === keyOf(expression));
  return index >= 0 ? { kind: "item", index } : { kind: "expression", expression };
};

const planFrom = (node: Select, env: Environment): { from: PlanSource; compared: Environment["compared"] } => {
  const offsets = comparedIn(node, env.planning);
  if (offsets.length > 0) return planCompared(node, offsets, env);
  const [log] = env.planning.tables;
  if (node.from === null && log === undefined) throw new Error("there are no tables");
  const from =
    node.from === null && log !== undefined
      ? planTable(log, log.name, env.scope, env.planning)
      : node.from === null
        ? null
        : planSource(node.from, env);
  if (from === null) throw new Error("there is no source");
  return { from, compared: null };
};

/**
 * Plans a SELECT up to its HAVING. GROUP BY, HAVING and ORDER BY know the names of what is selected, which come before columns of
 * the same name. HAVING without groups filters rows, by those names.
 */
export const planSelect = (node: Select, around: Environment): PlannedSelect => {
  const { planning } = around;
  planning.count();
  const scope = { sources: [], merged: new Map(), outer: around.scope.outer };
  const inFrom: Environment = { ...around, scope, aliases: null, clause: "ON", aggregates: "refused", windows: false, compared: null };
  const { from, compared } = planFrom(node, inFrom);
  const where = node.where === null ? null : planCondition(node.where, { ...inFrom, clause: "WHERE" });
  const env: Environment = { ...inFrom, clause: "SELECT", aggregates: "allowed", windows: true, compared };
  const items = planItems(node, env);
  const planned = items.map(({ item }) => item);
  const aliases = new Map(planned.map((item) => [item.name.toLowerCase(), item]));
  const groupBy = node.groupBy.map((group) => planGroup(group, planned, env));
  const named: Environment = { ...env, aliases };
  const having = node.having === null ? null : planCondition(node.having, { ...named, windows: false, clause: "HAVING" });
  if (having !== null && node.having !== null && hasWindow(having)) {
    throw planning.fail(
      node.having.span,
      "HAVING comes before functions over windows are worked out",
      "put the select into a subquery, and filter with WHERE",
    );
  }
  const grouped =
    groupBy.length > 0 || planned.some(({ expression }) => hasAggregate(expression)) || (having !== null && hasAggregate(having));
  const select: PlanSelect = {
    kind: "select",
    distinct: node.distinct,
    items: planned,
    from,
    where: grouped ? where : allOf([where, having]),
    groupBy,
    having: grouped ? having : null,
  };
  if (grouped) {
    const check = groupChecker(select, planning);
    items.forEach(({ item, span }) => check(item.expression, span));
    if (having !== null && node.having !== null) check(having, node.having.span);
  }
  return {
    select,
    columns: items.map(({ column }) => column),
    env: { ...named, clause: "ORDER BY" },
    grouped,
    series: seriesOf(node, planned, around),
  };
};

const seriesOf = (node: Select, items: readonly PlanItem[], { planning }: Environment): Series | null => {
  const calls = node.items.flatMap((item) => (item.kind === "expression" ? (seriesIn(item.expression) ?? []) : []));
  const [only, other] = calls;
  if (other !== undefined) throw planning.fail(other.span, "a select has one time_series at most");
  if (only === undefined) return null;
  const at = node.items.findIndex((item) => item.kind === "expression" && seriesIn(item.expression) === only);
  const stars = node.items.slice(0, at).some((item) => item.kind === "all");
  const item = stars ? undefined : items[at];
  if (item === undefined) throw planning.fail(only.span, "time_series stands before any *");
  return { call: only, item };
};
