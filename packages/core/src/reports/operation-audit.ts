import { changesOf, requestsOf, type Account } from "./account.ts";
import { addressesTable, countriesTable } from "./addresses.ts";
import { shared } from "./columns.ts";
import { conditionsOf, where } from "./conditions.ts";
import { changeTotals, denied, failed, internetTotals, reads, requestCharts } from "./counts.ts";
import { changesTablePlan, requestsTablePlan } from "./key-events.ts";
import type { OperationAuditTotal, ReportFilters } from "./report.ts";
import type { ReportPlan, TablePlan } from "./report-plan.ts";
import { trendChart, type TrendStep } from "./trend.ts";
import { unusualTable } from "./unusual.ts";

/** The totals of an operation audit, in their order. */
export const operationAuditTotals: readonly OperationAuditTotal[] = [
  "requests",
  "created",
  "updated",
  "deleted",
  "reads",
  "failed",
  "denied",
  "namespaces",
  "clients",
  "addresses",
  "internet",
];

const requestTotals = (requests: readonly string[]): string =>
  `* | SELECT count(1) AS requests, count_if(${reads}) AS reads, count_if(${failed}) AS failed, count_if(${denied}) AS denied, ` +
  `count(DISTINCT objectRef.namespace) AS namespaces, count(DISTINCT actor.client) AS clients, count(DISTINCT actor.ip) AS addresses ` +
  `FROM requests${where(...requests)}`;

/** Those who did most; people before programs, components of the system last. */
const usersTable = (requests: readonly string[], changes: readonly string[]): TablePlan => ({
  id: "users",
  title: "Accounts",
  span: "report",
  query:
    `* | SELECT "user", max(type) AS type, sum(requests) AS requests, sum(changes) AS changes, sum(reads) AS reads, sum(failed) AS failed, sum(denied) AS denied, ` +
    `sum(namespaces) AS namespaces, sum(addresses) AS addresses, min(first) AS first, max(last) AS last FROM (` +
    `SELECT actor.user AS "user", max(actor.type) AS type, count(1) AS requests, 0 AS changes, count_if(${reads}) AS reads, count_if(${failed}) AS failed, ` +
    `count_if(${denied}) AS denied, count(DISTINCT objectRef.namespace) AS namespaces, count(DISTINCT actor.ip) AS addresses, min(time) AS first, max(time) AS last ` +
    `FROM requests${where(...requests)} GROUP BY "user" ` +
    `UNION ALL SELECT actor.user AS "user", max(actor.type) AS type, 0 AS requests, count(1) AS changes, 0 AS reads, 0 AS failed, 0 AS denied, 0 AS namespaces, ` +
    `0 AS addresses, min(time) AS first, max(time) AS last FROM changes${where(...changes)} GROUP BY "user"` +
    `) GROUP BY "user" ORDER BY CASE max(type) WHEN 'person' THEN 0 WHEN 'deployer' THEN 1 WHEN 'serviceaccount' THEN 2 WHEN 'anonymous' THEN 3 ELSE 4 END, ` +
    `requests DESC, "user"`,
  columns: [
    shared.user,
    { name: "type", title: "Type", type: "text" },
    shared.requests,
    shared.changes,
    shared.reads,
    shared.failed,
    shared.denied,
    { name: "namespaces", title: "Namespaces", type: "number" },
    { name: "addresses", title: "Addresses", type: "number" },
    shared.first,
    shared.last,
  ],
});

const clientsTable = (requests: readonly string[]): TablePlan => ({
  id: "clients",
  title: "Clients",
  span: "report",
  query:
    `* | SELECT actor.client AS client, count(1) AS requests, count_if(${reads}) AS reads, count_if(${failed}) AS failed, min(time) AS first, max(time) AS last ` +
    `FROM requests${where(...requests, "actor.client IS NOT NULL")} GROUP BY client ORDER BY requests DESC, client`,
  columns: [shared.client, shared.requests, shared.reads, shared.failed, shared.first, shared.last],
});

const changed = (operation: string): string => `operation = '${operation}'`;

/** What one account did, with what and from where; without an account those who did most. */
export const planOperationAudit = (filters: ReportFilters, account: Account | null, step: TrendStep): ReportPlan => {
  const requests = [...conditionsOf(filters, "requests"), ...(account === null ? [] : [requestsOf(account)])];
  const changes = [...conditionsOf(filters, "changes"), ...(account === null ? [] : [changesOf(account)])];
  const { from, to } = filters;
  return {
    totals: [requestTotals(requests), internetTotals(requests), changeTotals(changes)],
    charts: [
      trendChart(requests, changes, step),
      ...requestCharts(
        [...(account?.kind === "user" ? [] : (["users"] as const)), "verbs", "namespaces", "outcomes", "networks", "countries"],
        requests,
      ),
    ],
    tables:
      account === null
        ? [usersTable(requests, changes)]
        : [
            changesTablePlan("created", "Created", [...changes, changed("created")]),
            changesTablePlan("modified", "Modified", [...changes, changed("updated")]),
            changesTablePlan("deleted", "Deleted", [...changes, changed("deleted")]),
            requestsTablePlan("failures", "Failures", [...requests, failed]),
            clientsTable(requests),
            addressesTable("addresses", "Addresses", requests, null),
            countriesTable(requests),
            ...(from === null ? [] : [unusualTable(requests, from, to)]),
            requestsTablePlan("trail", "Operations", requests),
          ],
  };
};
