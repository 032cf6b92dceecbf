import { resolveType } from "../kinds/resolve-type.ts";
import { kinds } from "../kinds/kinds.ts";
import type { Kind } from "../kinds/kind.ts";
import type { ReportFilters } from "./report.ts";

/** The tables that reports count in. */
export type CountedTable = "requests" | "changes";

/** Text as the query language writes it. */
export const textLiteral = (text: string): string => `'${text.replaceAll("'", "''")}'`;

const objectColumns = {
  requests: { namespace: "objectRef.namespace", group: "objectRef.apiGroup", resource: "objectRef.resource" },
  changes: { namespace: "object.namespace", group: "object.group", resource: "object.resource" },
} as const;

/** The request's or the change's object is of a kind. */
const ofKind = ({ kind, group, resource, mesh }: Kind, table: CountedTable): string => {
  // Gateway is a kind of Istio's and one of the Gateway API's.
  if (kind !== null && mesh !== null && kinds.filter((other) => other.mesh !== null && other.kind === kind).length === 1)
    return `kind = ${textLiteral(kind)}`;
  const { group: groupColumn, resource: resourceColumn } = objectColumns[table];
  const inGroup = group === "" ? `coalesce(${groupColumn}, '') = ''` : `${groupColumn} = ${textLiteral(group)}`;
  return `(${resourceColumn} = ${textLiteral(resource)} AND ${inGroup})`;
};

const anyOf = (conditions: readonly string[]): string => (conditions.length === 1 ? (conditions[0] ?? "") : `(${conditions.join(" OR ")})`);

/**
 * The object is of a kind that a word names.
 *
 * @throws MeshauditError `kind-unknown`.
 */
export const ofKindNamed = (word: string, table: CountedTable): string => anyOf(resolveType(word).map((kind) => ofKind(kind, table)));

/** It was done by a user, or by who acted as another. */
export const byUser = (user: string): string => `(actor.user = ${textLiteral(user)} OR actor.impersonatedBy = ${textLiteral(user)})`;

const outcomes = {
  any: [],
  succeeded: ["responseStatus.code < 400"],
  failed: ["responseStatus.code >= 400"],
  denied: ["responseStatus.code = 403"],
} as const;

/** It came from a network. What an address belongs to is worked out once for each address. */
const fromNetwork = (network: ReportFilters["network"], table: CountedTable): string[] => {
  if (network === null) return [];
  const belongs =
    typeof network === "string" ? `ip_to_domain(ip) = ${textLiteral(network)}` : `is_subnet_of(${textLiteral(network.range)}, ip)`;
  return [`actor.ip IN (SELECT ip FROM (SELECT DISTINCT actor.ip AS ip FROM ${table}) WHERE ${belongs})`];
};

/**
 * What rows of a table must meet to be among those that a report counts, but for its span. Texts are compared exactly.
 *
 * @throws MeshauditError `kind-unknown`.
 */
export const conditionsOf = (filters: ReportFilters, table: CountedTable): string[] => {
  const { namespace, by, kind, outcome, code, network, system } = filters;
  return [
    ...(namespace === null ? [] : [`${objectColumns[table].namespace} = ${textLiteral(namespace)}`]),
    ...(by === null ? [] : [byUser(by)]),
    ...(kind === null ? [] : [ofKindNamed(kind, table)]),
    ...outcomes[outcome],
    ...(code === null ? [] : [`responseStatus.code = ${code}`]),
    ...fromNetwork(network, table),
    ...(system ? [] : ["actor.type <> 'system'"]),
  ];
};

/** Conditions of which all hold, as a WHERE; nothing when there are none. */
export const where = (...conditions: readonly string[]): string => (conditions.length === 0 ? "" : ` WHERE ${conditions.join(" AND ")}`);
