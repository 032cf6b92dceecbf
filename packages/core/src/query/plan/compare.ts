import type { Expression, Select } from "../sql/sql-node.ts";
import type { Environment } from "./environment.ts";
import { comparedOffset } from "./plan-call.ts";
import type { PlanBody, PlanSource } from "./plan-node.ts";
import type { Planning } from "./planning.ts";
import { sameName } from "./scope.ts";

const comparesOf = (node: Select): (Expression & { kind: "call" })[] =>
  node.items.flatMap((item) => {
    const call = item.kind === "expression" ? item.expression : null;
    const inside = call?.kind === "subscript" ? call.operand : call;
    return inside?.kind === "call" && inside.name.text.toLowerCase() === "compare" ? [inside] : [];
  });

/** How many seconds before the span a select's compares look, each once; empty when it has none. */
export const comparedIn = (node: Select, planning: Planning): number[] => [
  ...new Set(comparesOf(node).flatMap((call) => call.args.slice(1).map((offset) => comparedOffset(offset, { planning })))),
];

/** The subquery of a compare, over the span and over each that lies so many seconds before, with a column that tells them apart. */
export const planCompared = (
  node: Select,
  offsets: readonly number[],
  env: Environment,
): { from: PlanSource; compared: Environment["compared"] } => {
  const { planning, scope } = env;
  const [call] = comparesOf(node);
  const at = call?.span ?? node.span;
  if (node.from?.kind !== "derived")
    throw planning.fail(
      at,
      "compare needs a subquery to select from",
      "such as: SELECT compare(n, 86400) FROM (SELECT count(1) AS n FROM log)",
    );
  if (planning.from === null)
    throw planning.fail(at, "compare needs a span of time, to know what lies before it", "say since when, such as --since 1h");
  if (planning.shift > 0) throw planning.fail(at, "compare cannot stand within compare");
  const { query: statement, alias: shown } = node.from;
  let columns: Environment["scope"]["sources"][number]["columns"] = [];
  const windows = [0, ...offsets].map((seconds) => {
    const shifted: Planning = { ...planning, shift: seconds, to: planning.to ?? new Date(planning.now).toISOString() };
    const planned = env.subquery(statement, null, env.ctes, shifted);
    columns = planned.columns;
    planning.furthest = Math.max(planning.furthest, seconds);
    return { seconds, query: planned.query };
  });
  let tell = planning.fresh("before");
  while (columns.some(({ name }) => sameName(name, tell))) tell = planning.fresh("before");
  const bodies = windows.map(({ seconds, query }): PlanBody => {
    const inner = planning.fresh("t");
    const items = columns.map(({ name, type }) => ({
      name,
      expression: { kind: "column", source: inner, column: name, span: null, type } as const,
    }));
    const before = { name: tell, expression: { kind: "number", value: String(seconds), type: "long" } as const };
    return {
      kind: "select",
      distinct: false,
      items: [...items, before],
      from: { kind: "derived", query, alias: inner },
      where: null,
      groupBy: [],
      having: null,
    };
  });
  const body = bodies.reduce((left, right) => ({ kind: "set", operator: "union all", left, right }));
  const alias = planning.fresh("t");
  scope.sources.push({ alias, name: shown?.text ?? null, table: null, columns });
  return {
    from: { kind: "derived", query: { with: [], body, orderBy: [], limit: null, offset: 0 }, alias },
    compared: { source: alias, column: tell },
  };
};
