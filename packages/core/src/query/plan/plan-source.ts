import type { From, Name } from "../sql/sql-node.ts";
import type { Table } from "../tables/table.ts";
import { micros } from "../../model/time.ts";
import { didYouMean } from "../text/near-names.ts";
import { quoted } from "../text/query-error.ts";
import type { Environment } from "./environment.ts";
import { momentLiteral, momentOfMicros } from "./moments.ts";
import { callOf } from "./plan-call.ts";
import { planCondition } from "./plan-expression.ts";
import type { PlanExpression, PlanSource } from "./plan-node.ts";
import type { Planning } from "./planning.ts";
import { planSearch } from "./plan-search.ts";
import { resolveColumn, sameName, type Scope } from "./scope.ts";
import { comparable } from "./types.ts";
import { allOf } from "./walk-plan.ts";

/** Within the span that is asked about, moved back by what `compare` asks. */
const withinSpan = (table: Table, alias: string, { from, to, shift }: Planning): PlanExpression[] => {
  const time: PlanExpression = { kind: "column", source: alias, column: table.time, span: null, type: "timestamp" };
  const bound = (operator: ">=" | "<=", moment: string | null): PlanExpression[] =>
    moment === null
      ? []
      : [
          {
            kind: "binary",
            operator,
            left: time,
            right: momentLiteral(momentOfMicros(micros(moment) - shift * 1_000_000)),
            type: "boolean",
          },
        ];
  return [...bound(">=", from), ...bound("<=", to)];
};

/** One of the tables, with the search and the span in it. */
export const planTable = (table: Table, name: string | null, scope: Scope, planning: Planning): PlanSource => {
  planning.count();
  planning.used.add(table.name);
  const alias = planning.fresh("t");
  scope.sources.push({ alias, name, table, columns: table.columns });
  const where = allOf([...withinSpan(table, alias, planning), planSearch(planning.search, table, alias, planning)]);
  return { kind: "table", table: table.name, alias, where };
};

const planNamed = (name: Name, alias: Name | null, env: Environment): PlanSource => {
  const { planning, scope, ctes } = env;
  const shown = (alias ?? name).text;
  const cte = ctes.findLast((each) => sameName(each.name, name.text));
  if (cte !== undefined) {
    const inPlan = planning.fresh("t");
    scope.sources.push({ alias: inPlan, name: shown, table: null, columns: cte.columns });
    return { kind: "cte", name: cte.cte.name, alias: inPlan };
  }
  const table = planning.tables.find((each) => sameName(each.name, name.text));
  if (table !== undefined) return planTable(table, shown, scope, planning);
  const names = [...planning.tables.map((each) => each.name), ...ctes.map((each) => each.name)];
  throw planning.fail(name.span, `there is no table ${quoted(name.text)}`, didYouMean(name.text, names));
};

const planUsing = (using: readonly Name[], type: string, left: Scope, right: Scope, env: Environment): PlanExpression | null =>
  allOf(
    using.map((name) => {
      const a = resolveColumn([name], left, env.planning, []);
      const b = resolveColumn([name], right, env.planning, []);
      const [one = a, other = b] = comparable([a, b], name.span, env.planning);
      const both = type === "full" ? callOf("coalesce", [a, b], a.type) : type === "right" ? b : a;
      env.scope.merged.set(name.text.toLowerCase(), both);
      return { kind: "binary", operator: "=", left: one, right: other, type: "boolean" } as const;
    }),
  );

/** A FROM: its sources come into the scope, under the names that the query gives them. */
export const planSource = (node: From, env: Environment): PlanSource => {
  const { planning, scope } = env;
  switch (node.kind) {
    case "table":
      return planNamed(node.name, node.alias, env);
    case "derived": {
      const { query, columns } = env.subquery(node.query, null, env.ctes);
      const alias = planning.fresh("t");
      scope.sources.push({ alias, name: node.alias?.text ?? null, table: null, columns });
      return { kind: "derived", query, alias };
    }
    case "join": {
      const start = scope.sources.length;
      const left = planSource(node.left, env);
      const middle = scope.sources.length;
      const right = planSource(node.right, env);
      checkNames(env, middle);
      const side = (from: number, to: number): Scope => ({ sources: scope.sources.slice(from, to), merged: new Map(), outer: null });
      const using = planUsing(node.using, node.type, side(start, middle), side(middle, scope.sources.length), env);
      return { kind: "join", type: node.type, left, right, on: node.on === null ? using : planCondition(node.on, env) };
    }
  }
};

const checkNames = ({ scope, planning }: Environment, from: number): void => {
  for (const { name } of scope.sources.slice(from)) {
    const twice = name !== null && scope.sources.filter((other) => other.name !== null && sameName(other.name, name)).length > 1;
    if (twice)
      throw planning.fail(
        { start: 0, end: planning.text.length },
        `two tables of a join are named ${quoted(name)}`,
        "give one another name with AS",
      );
  }
};
