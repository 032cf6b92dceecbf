import type { Span } from "../../model/error.ts";
import { functions } from "../functions/functions.ts";
import { quoted } from "../text/query-error.ts";
import type { PlanExpression, PlanSelect, PlanSource } from "./plan-node.ts";
import type { Planning } from "./planning.ts";
import { childrenOf, keyOf } from "./walk-plan.ts";

const groupsByKey = ({ groupBy, items }: PlanSelect): Map<string, PlanExpression> =>
  new Map(
    groupBy.flatMap((group) => {
      const expression = group.kind === "expression" ? group.expression : items[group.index]?.expression;
      return expression === undefined ? [] : [[keyOf(expression), expression] as const];
    }),
  );

/** The sources of a FROM by their names in the plan. */
const aliasesOf = (source: PlanSource | null): string[] =>
  source === null ? [] : source.kind === "join" ? [...aliasesOf(source.left), ...aliasesOf(source.right)] : [source.alias];

/** Throws for a column of the select that is neither a group's key nor within a function over the group's rows: which of the rows' values is meant? */
export const groupChecker = (select: PlanSelect, planning: Planning): ((node: PlanExpression, at: Span) => void) => {
  const keys = groupsByKey(select);
  const own = new Set(aliasesOf(select.from));
  const check = (node: PlanExpression, at: Span): void => {
    if (keys.has(keyOf(node))) return;
    if (node.kind === "call" && node.over === null && functions.get(node.name)?.role === "aggregate") return;
    if (node.kind === "column" && own.has(node.source)) {
      // A column that came from * has no place of its own in the text.
      const span = node.span ?? at;
      throw planning.fail(
        span,
        `${quoted(node.column)} has many values in a group`,
        "put it into GROUP BY, or into a function such as max or arbitrary",
      );
    }
    for (const child of childrenOf(node)) check(child, at);
  };
  return check;
};
