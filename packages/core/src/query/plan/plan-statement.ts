import type { Body, Order, Statement } from "../sql/sql-node.ts";
import type { NamedColumn } from "../tables/column-path.ts";
import { didYouMean } from "../text/near-names.ts";
import { quoted } from "../text/query-error.ts";
import { groupChecker } from "./check-groups.ts";
import type { Environment, PlannedQuery } from "./environment.ts";
import { lookUpAddresses } from "./look-up.ts";
import { planExpression } from "./plan-expression.ts";
import type { PlanBody, PlanCte, PlanQuery, PlanSelect, PlanSort } from "./plan-node.ts";
import type { Planning } from "./planning.ts";
import { isAggregate, planSelect, type PlannedSelect } from "./plan-select.ts";
import { sameName, type Scope, type VisibleCte } from "./scope.ts";
import { fillSeries } from "./time-series.ts";
import { findIn, keyOf } from "./walk-plan.ts";

/** Plans a statement, or a subquery: `outer` is the select around it, when it may use that one's columns. */
export const planStatement = (
  statement: Statement,
  outer: Scope | null,
  around: readonly VisibleCte[],
  planning: Planning,
): PlannedQuery => {
  const ctes = [...around];
  const own: PlanCte[] = [];
  for (const { name, columns, query } of statement.with) {
    if (own.length > 0 && ctes.slice(around.length).some((each) => sameName(each.name, name.text))) {
      throw planning.fail(name.span, `two subqueries are named ${quoted(name.text)}`);
    }
    const planned = renamed(planStatement(query, null, ctes, planning), columns, planning);
    const cte = { name: planning.fresh("q"), query: planned.query };
    own.push(cte);
    ctes.push({ name: name.text, cte, columns: planned.columns });
  }
  const env: Environment = {
    planning,
    scope: { sources: [], merged: new Map(), outer },
    ctes,
    aliases: null,
    clause: "SELECT",
    aggregates: "allowed",
    windows: true,
    safe: false,
    compared: null,
    subquery: (inner, scope, visible, changed) => planStatement(inner, scope, visible, changed ?? planning),
  };
  const limit = { limit: statement.limit?.count ?? null, offset: statement.limit?.offset ?? 0 };
  const { body } = statement;
  if (body.kind === "select") {
    const planned = planSelect(body, env);
    const visible = ctes.map(({ cte }) => cte);
    const query = planned.series === null ? ordered(planned, statement, visible) : inSteps(planned, statement, visible);
    return { query: { ...query, ...limit, with: [...own, ...query.with] }, columns: planned.columns };
  }
  const { body: planned, columns } = planBody(body, env);
  const orderBy = statement.orderBy.map((order): PlanSort => {
    const name = outputOf(order, columns);
    if (name === null) throw noOutput(order, columns, planning);
    return sortBy(order, { kind: "output", name });
  });
  return { query: { with: own, body: planned, orderBy, ...limit }, columns };
};

const sortBy = ({ descending, nullsFirst }: Order, key: PlanSort["key"]): PlanSort => ({
  key,
  descending,
  nullsFirst: nullsFirst ?? false,
});

/** The result's column that a key of ORDER BY names, by its name or its number. */
const outputOf = ({ expression }: Order, columns: readonly NamedColumn[]): string | null => {
  if (expression.kind === "number") return columns[Number(expression.value) - 1]?.name ?? null;
  if (expression.kind !== "column") return null;
  const name = expression.parts.map(({ text }) => text).join(".");
  return columns.find((column) => sameName(column.name, name))?.name ?? null;
};

const noOutput = ({ expression: { span, ...node } }: Order, columns: readonly NamedColumn[], planning: Planning) => {
  const written = planning.text.slice(span.start, span.end);
  const names = columns.map(({ name }) => name);
  return planning.fail(
    span,
    `${quoted(written)} is no column of the result`,
    node.kind === "number" ? `it has ${names.length} columns` : didYouMean(written, names),
  );
};

const ordered = ({ select, columns, env, grouped }: PlannedSelect, statement: Statement, ctes: readonly PlanCte[]): PlanQuery => {
  const { planning } = env;
  const check = grouped ? groupChecker(select, planning) : null;
  const orderBy = statement.orderBy.map((order): PlanSort => {
    const name = outputOf(order, columns);
    if (name !== null) return sortBy(order, { kind: "output", name });
    const { expression: node } = order;
    if (node.kind === "number") throw noOutput(order, columns, planning);
    const expression = planExpression(node, { ...env, aggregates: grouped ? "allowed" : "refused" });
    check?.(expression, node.span);
    if (!select.distinct) return sortBy(order, { kind: "expression", expression });
    const same = select.items.find((item) => keyOf(item.expression) === keyOf(expression));
    if (same === undefined) throw planning.fail(node.span, "with DISTINCT the order is by what is selected", "select it too");
    return sortBy(order, { kind: "output", name: same.name });
  });
  const body = lookUpAddresses(select, orderBy, ctes, spanOf(statement), planning);
  return { with: [], body, orderBy, limit: null, offset: 0 };
};

const inSteps = ({ select, columns, env, grouped, series }: PlannedSelect, statement: Statement, ctes: readonly PlanCte[]): PlanQuery => {
  const { planning } = env;
  if (series === null || !grouped)
    throw planning.fail(
      spanOf(statement),
      "time_series needs GROUP BY",
      "such as: SELECT time_series(__time__, '5m', '%H:%i', '0') AS t, count(1) GROUP BY t",
    );
  const looked = lookUpAddresses(select, [], ctes, spanOf(statement), planning);
  const { query, time } = fillSeries(looked, series, (node) => findIn(node, isAggregate) !== null, planning);
  const orderBy = statement.orderBy.map((order): PlanSort => {
    const name = outputOf(order, columns);
    if (name === null) throw noOutput(order, columns, planning);
    return name === series.item.name ? { ...time, descending: order.descending } : sortBy(order, { kind: "output", name });
  });
  return { ...query, orderBy: orderBy.length > 0 ? orderBy : [time] };
};

const spanOf = ({ body }: Statement) => (body.kind === "select" ? body.span : { start: 0, end: 0 });

const planBody = (node: Body, env: Environment): { body: PlanBody; columns: NamedColumn[] } => {
  const { planning } = env;
  switch (node.kind) {
    case "nested": {
      const { query, columns } = planStatement(node.query, env.scope.outer, env.ctes, planning);
      return { body: { kind: "nested", query }, columns };
    }
    case "select": {
      const alone: Statement = { with: [], body: node, orderBy: [], limit: null };
      const { query, columns } = planStatement(alone, env.scope.outer, env.ctes, planning);
      return { body: query.with.length === 0 && query.orderBy.length === 0 ? query.body : { kind: "nested", query }, columns };
    }
    case "set": {
      const left = planBody(node.left, env);
      const right = planBody(node.right, env);
      if (left.columns.length !== right.columns.length) {
        const at = firstSelect(node.right);
        throw planning.fail(
          at,
          `the selects of ${node.operator.toUpperCase()} have ${left.columns.length} and ${right.columns.length} columns; they must have as many`,
        );
      }
      const columns = left.columns.map(
        (column, index) => ({ name: column.name, type: column.type === right.columns[index]?.type ? column.type : "any" }) as const,
      );
      return { body: { kind: "set", operator: node.operator, left: left.body, right: right.body }, columns };
    }
  }
};

const firstSelect = (node: Body): { start: number; end: number } =>
  node.kind === "select" ? node.span : node.kind === "set" ? firstSelect(node.left) : firstSelect(node.query.body);

/** A subquery with the names of columns that stand after its own. */
const renamed = (planned: PlannedQuery, names: Statement["with"][number]["columns"], planning: Planning): PlannedQuery => {
  const [first] = names;
  if (first === undefined) return planned;
  if (names.length !== planned.columns.length)
    throw planning.fail(first.span, `${names.length} names stand for ${planned.columns.length} columns`);
  const twice = names.find((name, index) => names.findIndex((other) => sameName(other.text, name.text)) < index);
  if (twice !== undefined) throw planning.fail(twice.span, `two columns are named ${quoted(twice.text)}`);
  const alias = planning.fresh("t");
  const columns = planned.columns.map((column, index) => ({ ...column, name: names[index]?.text ?? column.name }));
  const items = planned.columns.map(({ name, type }, index) => ({
    name: names[index]?.text ?? name,
    expression: { kind: "column", source: alias, column: name, span: null, type } as const,
  }));
  const body: PlanSelect = {
    kind: "select",
    distinct: false,
    items,
    from: { kind: "derived", query: planned.query, alias },
    where: null,
    groupBy: [],
    having: null,
  };
  return { query: { with: [], body, orderBy: [], limit: null, offset: 0 }, columns };
};
