import type { Span } from "../../model/error.ts";
import { isAggregate } from "./plan-select.ts";
import type { PlanCte, PlanExpression, PlanGroup, PlanQuery, PlanSelect, PlanSort, PlanSource } from "./plan-node.ts";
import type { Planning } from "./planning.ts";
import { allOf, childrenOf, conjunctsOf, findIn, keyOf } from "./walk-plan.ts";

const isPlace = (node: PlanExpression): node is PlanExpression & { kind: "place" } => node.kind === "place";

const placesIn = (node: PlanExpression): (PlanExpression & { kind: "place" })[] => [
  ...(isPlace(node) ? [node] : []),
  ...childrenOf(node).flatMap(placesIn),
];

const columnsIn = (node: PlanExpression): string[] => [
  ...(node.kind === "column" ? [node.source] : []),
  ...childrenOf(node).flatMap(columnsIn),
];

const joinConditions = (source: PlanSource | null): PlanExpression[] =>
  source?.kind === "join"
    ? [...joinConditions(source.left), ...joinConditions(source.right), ...(source.on === null ? [] : [source.on])]
    : [];

/** What a FROM selects from, worked out once: rows that are asked twice, for their addresses and for the answer, must be the same. */
const keepSubqueries = (source: PlanSource, ctes: readonly PlanCte[], planning: Planning): PlanSource => {
  if (source.kind === "join")
    return { ...source, left: keepSubqueries(source.left, ctes, planning), right: keepSubqueries(source.right, ctes, planning) };
  if (source.kind !== "derived") return source;
  const name = planning.fresh("kept");
  planning.steps.push({ kind: "keep", name, query: { ...source.query, with: [...ctes, ...source.query.with] } });
  return { kind: "kept", name, alias: source.alias };
};

const aliasesOf = (source: PlanSource | null): string[] =>
  source === null ? [] : source.kind === "join" ? [...aliasesOf(source.left), ...aliasesOf(source.right)] : [source.alias];

const withoutItems = (groups: readonly PlanGroup[], select: PlanSelect): PlanGroup[] =>
  groups.flatMap((group): PlanGroup[] => {
    if (group.kind === "expression") return [group];
    const expression = select.items[group.index]?.expression;
    // A value that is the same in every row groups nothing.
    return expression === undefined || ["number", "text", "boolean", "null"].includes(expression.kind)
      ? []
      : [{ kind: "expression", expression }];
  });

/**
 * Plans the steps that a select's functions of addresses need: the addresses, each once, in an order in which those of subqueries come
 * first. The select is answered from what those steps have kept.
 *
 * @param ctes all that the select may read from.
 */
export const lookUpAddresses = (
  select: PlanSelect,
  sorts: readonly PlanSort[],
  ctes: readonly PlanCte[],
  at: Span,
  planning: Planning,
): PlanSelect => {
  const parts = [
    ...select.items.map(({ expression }) => expression),
    ...select.groupBy.flatMap((group) => (group.kind === "expression" ? [group.expression] : [])),
    ...sorts.flatMap(({ key }) => (key.kind === "expression" ? [key.expression] : [])),
    ...(select.having === null ? [] : [select.having]),
    ...(select.where === null ? [] : [select.where]),
  ];
  if (joinConditions(select.from).some((condition) => findIn(condition, isPlace) !== null)) {
    throw planning.fail(at, "functions of addresses cannot stand in ON", "join first, and filter with WHERE");
  }
  const places = parts.flatMap(placesIn);
  const addresses = new Map(places.map(({ address }) => [keyOf(address), address]));
  const columns = [...new Set(places.map(({ column }) => column))].sort();
  if (addresses.size === 0) return select;
  const from = select.from === null ? null : keepSubqueries(select.from, ctes, planning);
  const own = new Set(aliasesOf(from));
  const where = allOf(conjunctsOf(select.where).filter((condition) => findIn(condition, isPlace) === null));
  for (const address of addresses.values()) {
    if (findIn(address, isPlace) !== null)
      throw planning.fail(at, "a function of addresses cannot stand within another", "work one out in a subquery");
    const sources = columnsIn(address);
    if (sources.some((source) => !own.has(source))) {
      throw planning.fail(at, "a function of addresses cannot use a column of a select around it", "select the column in a join instead");
    }
    if (findIn(address, (node) => node.kind === "call" && node.over !== null) !== null) {
      throw planning.fail(at, "a function of addresses cannot use a function over a window", "work that out in a subquery");
    }
    const grouped = findIn(address, isAggregate) !== null;
    const body: PlanSelect = {
      kind: "select",
      distinct: true,
      items: [{ name: "ip", expression: address }],
      from: sources.length === 0 && !grouped ? null : from,
      where: sources.length === 0 && !grouped ? null : where,
      groupBy: grouped ? withoutItems(select.groupBy, select) : [],
      having: null,
    };
    const query: PlanQuery = { with: [...ctes], body, orderBy: [], limit: null, offset: 0 };
    planning.steps.push({ kind: "look up", columns, query });
  }
  return { ...select, from };
};
