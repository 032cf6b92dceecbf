import type { Name } from "../sql/sql-node.ts";
import { quoted } from "../text/query-error.ts";
import { didYouMean } from "../text/near-names.ts";
import { columnPath, type NamedColumn } from "../tables/column-path.ts";
import { timeColumn, type Table } from "../tables/table.ts";
import type { PlanCte, PlanExpression } from "./plan-node.ts";
import type { Planning } from "./planning.ts";

/** A table or a subquery of a FROM. `alias` is its name in the plan, `name` the one that the query knows it by. */
export interface ScopeSource {
  alias: string;
  name: string | null;
  table: Table | null;
  columns: readonly NamedColumn[];
}

/** A subquery of a WITH, as those after it see it. */
export interface VisibleCte {
  name: string;
  cte: PlanCte;
  columns: readonly NamedColumn[];
}

/** What names mean in a select. */
export interface Scope {
  sources: ScopeSource[];
  /** Columns of a join's USING, which belong to both sides, by their names in lower case. */
  merged: Map<string, PlanExpression>;
  /** The select around this one. */
  outer: Scope | null;
}

/** Same name: SQL does not tell cases apart. */
export const sameName = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase();

const inSource = (source: ScopeSource, name: string, span: Name["span"]): PlanExpression | null => {
  const { alias, table } = source;
  if (table !== null && sameName(name, timeColumn)) {
    return { kind: "seconds", of: { kind: "column", source: alias, column: table.time, span, type: "timestamp" }, type: "long" };
  }
  const path = columnPath(name, source.columns);
  if (path === null) return null;
  const column: PlanExpression = { kind: "column", source: alias, column: path.column.name, span, type: path.column.type };
  return path.steps.length === 0 ? column : { kind: "path", of: column, steps: path.steps, as: "text", type: "text" };
};

/** The names a column may have here, for what is said about one that is not there. */
const namesIn = (scope: Scope | null): string[] =>
  scope === null
    ? []
    : [
        ...scope.sources.flatMap(({ table, columns }) => [...columns.map(({ name }) => name), ...(table === null ? [] : [timeColumn])]),
        ...namesIn(scope.outer),
      ];

/**
 * The column that a dotted name means: `source.column`, else a column of any source of the select, else of the select around it.
 *
 * @param others names that would be right too, such as aliases.
 * @throws MeshauditError `query-invalid` when there is none, or several.
 */
export const resolveColumn = (parts: readonly Name[], scope: Scope, planning: Planning, others: readonly string[]): PlanExpression => {
  const [first, ...rest] = parts;
  const last = parts.at(-1);
  if (first === undefined || last === undefined) throw new Error("a column's name has no parts");
  const span = { start: first.span.start, end: last.span.end };
  const name = parts.map(({ text }) => text).join(".");
  for (let at: Scope | null = scope; at !== null; at = at.outer) {
    const named = at.sources.find((source) => source.name !== null && sameName(source.name, first.text));
    const qualified = named !== undefined && rest.length > 0 ? inSource(named, rest.map(({ text }) => text).join("."), span) : null;
    if (qualified !== null) return qualified;
    const merged = at.merged.get(name.toLowerCase());
    if (merged !== undefined) return merged;
    const found = at.sources.map((source) => ({ source, column: inSource(source, name, span) })).filter(({ column }) => column !== null);
    const [only, other] = found;
    if (other !== undefined) {
      const sources = found.map(({ source }) => quoted(source.name ?? "a subquery")).join(" and ");
      throw planning.fail(
        span,
        `${quoted(name)} is a column of ${sources}`,
        "put the table's name and a dot before it; a subquery is named with AS",
      );
    }
    if (only !== undefined && only.column !== null) return only.column;
  }
  const hint = /^['a-z]/i.test(name) && !first.quoted ? undefined : "a text stands in single quotes";
  throw planning.fail(span, `there is no column ${quoted(name)}`, didYouMean(name, [...others, ...namesIn(scope)]) ?? hint);
};
