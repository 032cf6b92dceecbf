import type { Plan } from "../query/plan/plan-node.ts";
import { requestsTable } from "../query/tables/requests-table.ts";
import { relationWith } from "./request-sql.ts";

const columnsIn = (node: unknown, found: Set<string>): Set<string> => {
  if (typeof node !== "object" || node === null) return found;
  if ("kind" in node && node.kind === "column" && "column" in node && typeof node.column === "string") found.add(node.column);
  for (const value of Object.values(node)) columnsIn(value, found);
  return found;
};

const withTable = (node: unknown, table: string): unknown => {
  if (typeof node !== "object" || node === null) return node;
  if (Array.isArray(node)) return node.map((value: unknown) => withTable(value, table));
  const isRequests = "kind" in node && node.kind === "table" && "table" in node && node.table === requestsTable.name;
  const entries = Object.entries(node).map(
    ([key, value]) => [key, isRequests && key === "table" ? table : withTable(value, table)] as const,
  );
  return Object.fromEntries(entries);
};

/** A plan that reads requests from the leanest relation that has what it asks for. */
export const leanPlan = (plan: Plan): Plan => {
  if (!plan.tables.includes(requestsTable.name)) return plan;
  const { query, count, steps } = plan;
  const relation = relationWith(columnsIn([query, count, steps], new Set()));
  return withTable(plan, relation) as Plan;
};
