import { textLiteral } from "./conditions.ts";
import { shared } from "./columns.ts";
import type { TablePlan } from "./report-plan.ts";

/** What of a request may be new for an account. */
const aspects = {
  resource: "concat(objectRef.resource, coalesce(concat('.', nullif(objectRef.apiGroup, '')), ''))",
  namespace: "objectRef.namespace",
  verb: "verb",
  client: "actor.client",
  address: "actor.ip",
} as const;

/**
 * What an account did in a span for the first time: of kinds, namespaces, verbs, clients and addresses, each that it never had before.
 * Nothing is, for who was not seen before. The query names its times itself, and is asked without a span.
 *
 * @param from RFC 3339, as `to`, which may be open.
 */
export const unusualTable = (conditions: readonly string[], from: string, to: string | null): TablePlan => {
  const until = to === null ? "" : ` AND time <= timestamp ${textLiteral(to)}`;
  const own = conditions.join(" AND ");
  const firsts = Object.entries(aspects).map(
    ([aspect, value]) =>
      `SELECT '${aspect}' AS aspect, ${value} AS value, min(time) AS first, count(1) AS requests FROM requests WHERE ${own}${until} GROUP BY value`,
  );
  const begin = `timestamp ${textLiteral(from)}`;
  return {
    id: "unusual",
    title: "For the first time",
    span: "all",
    query:
      `* | SELECT aspect, value, first, requests FROM (${firsts.join(" UNION ALL ")}) WHERE value IS NOT NULL AND first >= ${begin} ` +
      `AND (SELECT min(time) FROM requests WHERE ${own}) < ${begin} ORDER BY first, aspect, value`,
    columns: [
      { name: "aspect", title: "What", type: "text" },
      { name: "value", title: "Value", type: "text" },
      shared.first,
      shared.requests,
    ],
  };
};
