import { placesTable } from "../tables/places-table.ts";
import type {
  Plan,
  PlanBody,
  PlanCall,
  PlanExpression,
  PlanOrder,
  PlanQuery,
  PlanSelect,
  PlanSort,
  PlanSource,
} from "../plan/plan-node.ts";
import type { PlaceColumn } from "../functions/address-functions.ts";
import type { FrameBound } from "../sql/sql-node.ts";
import type { Type } from "../tables/table.ts";
import { quoteName, type CastType, type Dialect } from "./dialect.ts";

/** A plan as an engine's SQL. */
export interface PrintedPlan {
  sql: string;
  /** See `Plan.count`. */
  count: string | null;
  /** See `Plan.steps`: for `keep` the name of the temporary table. */
  steps: ({ kind: "keep"; name: string; sql: string } | { kind: "look up"; columns: PlaceColumn[]; sql: string })[];
}

/** The scalar subquery that most engines find what is known of an address with. */
export const selectPlace = (column: string, address: string): string =>
  `(SELECT max(p.${quoteName(column)}) FROM ${quoteName(placesTable.name)} AS p WHERE p."ip" = ${address})`;

/**
 * Prints a plan. The query's texts come out as quoted literals, its names as quoted names, its functions as those of the dialect's list,
 * and nothing else of it does.
 */
export const printPlan = (plan: Plan, dialect: Dialect): PrintedPlan => {
  const print = queryPrinter(dialect);
  return {
    sql: print(plan.query),
    count: plan.count === null ? null : print(plan.count),
    steps: plan.steps.map((step) =>
      step.kind === "keep"
        ? { kind: "keep", name: step.name, sql: print(step.query) }
        : { kind: "look up", columns: step.columns, sql: print(step.query) },
    ),
  };
};

const operators: { [operator: string]: string } = { and: "AND", or: "OR" };

const queryPrinter = (dialect: Dialect): ((query: PlanQuery) => string) => {
  const query = ({ with: ctes, body: main, orderBy, limit, offset }: PlanQuery): string => {
    const beginning = ctes.length === 0 ? "" : `WITH ${ctes.map((cte) => `${quoteName(cte.name)} AS (${query(cte.query)})`).join(", ")} `;
    const order = orderBy.length === 0 ? "" : ` ORDER BY ${orderBy.map(sort).join(", ")}`;
    const rows = limit === null ? "" : ` LIMIT ${limit}`;
    const skipped = offset === 0 ? "" : ` OFFSET ${offset}`;
    return `${beginning}${body(main)}${order}${dialect.supports.limitBeforeOffset ? rows + skipped : skipped + rows}`;
  };

  const body = (node: PlanBody): string => {
    if (node.kind === "select") return select(node);
    if (node.kind === "nested") return `(${query(node.query)})`;
    const side = (each: PlanBody): string => (each.kind === "set" ? `(${body(each)})` : body(each));
    return `${side(node.left)} ${node.operator.toUpperCase()} ${side(node.right)}`;
  };

  const select = ({ distinct, items, from, where, groupBy, having }: PlanSelect): string => {
    const parts = [
      `SELECT ${distinct ? "DISTINCT " : ""}${items.map(({ name, expression: value }) => `${expression(value)} AS ${quoteName(name)}`).join(", ")}`,
      from === null ? "" : ` FROM ${source(from)}`,
      where === null ? "" : ` WHERE ${expression(where)}`,
      groupBy.length === 0
        ? ""
        : ` GROUP BY ${groupBy.map((group) => (group.kind === "item" ? String(group.index + 1) : expression(group.expression))).join(", ")}`,
      having === null ? "" : ` HAVING ${expression(having)}`,
    ];
    return parts.join("");
  };

  const source = (node: PlanSource): string => {
    switch (node.kind) {
      case "table": {
        if (node.where === null) return `${quoteName(node.table)} AS ${quoteName(node.alias)}`;
        // Inside, the table goes by the same name as the subquery outside.
        return `(SELECT * FROM ${quoteName(node.table)} AS ${quoteName(node.alias)} WHERE ${expression(node.where)}) AS ${quoteName(node.alias)}`;
      }
      case "cte":
      case "kept":
        return `${quoteName(node.name)} AS ${quoteName(node.alias)}`;
      case "derived":
        return `(${query(node.query)}) AS ${quoteName(node.alias)}`;
      case "steps":
        return dialect.steps(expression(node.low), expression(node.high), node.step, quoteName(node.alias));
      case "join": {
        const right = node.right.kind === "join" ? `(${source(node.right)})` : source(node.right);
        const on = node.type === "cross" ? "" : ` ON ${node.on === null ? "TRUE" : expression(node.on)}`;
        return `${source(node.left)} ${node.type.toUpperCase()} JOIN ${right}${on}`;
      }
    }
  };

  const nulls = (first: boolean): string => (first ? "NULLS FIRST" : "NULLS LAST");

  const sort = ({ key, descending, nullsFirst }: PlanSort): string =>
    `${key.kind === "output" ? quoteName(key.name) : expression(key.expression)} ${descending ? "DESC" : "ASC"} ${nulls(nullsFirst)}`;

  const order = ({ expression: key, descending, nullsFirst }: PlanOrder): string =>
    `${expression(key)} ${descending ? "DESC" : "ASC"} ${nulls(nullsFirst)}`;

  const list = (nodes: readonly PlanExpression[]): string => nodes.map(expression).join(", ");

  const joined = (nodes: readonly PlanExpression[], operator: "AND" | "OR"): string =>
    nodes.length === 0 ? String(operator === "AND").toUpperCase() : `(${nodes.map(expression).join(` ${operator} `)})`;

  const expression = (node: PlanExpression): string => {
    switch (node.kind) {
      case "text":
        return dialect.text(node.value);
      case "number":
        // With an exponent a number is a double in every engine, else it may be a decimal of few digits.
        return node.type === "long" || /e/i.test(node.value) ? node.value : `${node.value}e0`;
      case "boolean":
        return node.value ? "TRUE" : "FALSE";
      case "null":
        return "NULL";
      case "moment":
        return dialect.moment(node.value);
      case "interval":
        return dialect.interval(node.amount, node.unit);
      case "column":
        return `${quoteName(node.source)}.${quoteName(node.column)}`;
      case "path":
        return dialect.path(expression(node.of), node.steps, node.as);
      case "seconds":
        return dialect.seconds(expression(node.of));
      case "not":
        return `(NOT ${expression(node.operand)})`;
      case "negate":
        return `(- ${expression(node.operand)})`;
      case "binary": {
        const [left, right] = [node.type === "long" ? wide(node.left) : expression(node.left), expression(node.right)];
        if (node.operator === "/" || node.operator === "//") return dialect.divide(left, right, node.operator === "//");
        return `(${left} ${operators[node.operator] ?? node.operator} ${right})`;
      }
      case "all":
        return joined(node.operands, "AND");
      case "any":
        return joined(node.operands, "OR");
      case "between":
        return `(${expression(node.operand)} ${negation(node.negated)}BETWEEN ${expression(node.low)} AND ${expression(node.high)})`;
      case "in":
        return `(${expression(node.operand)} ${negation(node.negated)}IN (${list(node.options)}))`;
      case "inQuery":
        return `(${expression(node.operand)} ${negation(node.negated)}IN (${query(node.query)}))`;
      case "exists":
        return `EXISTS (${query(node.query)})`;
      case "subquery":
        return `(${query(node.query)})`;
      case "like":
        return `(${expression(node.operand)} ${negation(node.negated)}LIKE ${expression(node.pattern)}${node.escape === null ? "" : ` ESCAPE ${expression(node.escape)}`})`;
      case "isNull":
        return `(${expression(node.operand)} IS ${negation(node.negated)}NULL)`;
      case "case": {
        const branches = node.branches.map(({ when, result }) => `WHEN ${expression(when)} THEN ${expression(result)} `).join("");
        const operand = node.operand === null ? "" : `${expression(node.operand)} `;
        return `CASE ${operand}${branches}${node.otherwise === null ? "" : `ELSE ${expression(node.otherwise)} `}END`;
      }
      case "cast":
        return dialect.cast(expression(node.operand), node.operand.type, node.type as CastType, node.safe);
      case "subscript":
        return dialect.subscript(expression(node.operand), expression(node.index));
      case "place":
        return dialect.place(node.column, expression(node.address));
      case "call":
        return call(node);
    }
  };

  /** A whole number of 64 bits: engines work with 32 and fewer where literals and some functions let them, and overflow. */
  const wide = (node: PlanExpression): string => {
    const is64 =
      node.kind === "column" ||
      node.kind === "seconds" ||
      node.kind === "binary" ||
      (node.kind === "call" && (node.name === "count" || node.name === "sum"));
    return is64 ? expression(node) : `CAST(${expression(node)} AS ${dialect.castTypes.long})`;
  };

  const negation = (negated: boolean): string => (negated ? "NOT " : "");

  const call = (node: PlanCall & { type: Type }): string => {
    const print = dialect.calls.get(node.name);
    if (print === undefined) throw new Error(`${dialect.name} has no ${node.name}`);
    const args = node.args.map(expression);
    const [last] = args.slice(-1);
    const { ignoreNullsInside } = dialect.supports;
    if (node.orderBy.length > 0 && last !== undefined) args.splice(-1, 1, `${last} ORDER BY ${node.orderBy.map(order).join(", ")}`);
    if (node.ignoreNulls && ignoreNullsInside && last !== undefined) args.splice(-1, 1, `${last} IGNORE NULLS`);
    const filter = node.filter === null ? "" : ` FILTER (WHERE ${expression(node.filter)})`;
    const outside = node.ignoreNulls && !ignoreNullsInside ? " IGNORE NULLS" : "";
    return `${print(args, node)}${filter}${outside}${node.over === null ? "" : over(node.over)}`;
  };

  const over = ({ partitionBy, orderBy, frame }: NonNullable<PlanCall["over"]>): string => {
    const parts = [
      partitionBy.length === 0 ? "" : `PARTITION BY ${list(partitionBy)}`,
      orderBy.length === 0 ? "" : `ORDER BY ${orderBy.map(order).join(", ")}`,
      frame === null ? "" : `${frame.unit.toUpperCase()} BETWEEN ${bound(frame.from)} AND ${bound(frame.to)}`,
    ];
    return ` OVER (${parts.filter((part) => part !== "").join(" ")})`;
  };

  const bound = (at: FrameBound): string => (at.kind === "current" ? "CURRENT ROW" : `${at.rows ?? "UNBOUNDED"} ${at.kind.toUpperCase()}`);

  return query;
};
