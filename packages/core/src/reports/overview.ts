import { conditionsOf, where } from "./conditions.ts";
import { keyEvents, requestsTablePlan, shared } from "./key-events.ts";
import type { OverviewTotal, ReportFilters } from "./report.ts";
import type { ChartPlan, ReportPlan, TablePlan } from "./report-plan.ts";
import { trendChart, type TrendStep } from "./trend.ts";
import { triesTable, triesTotals } from "./tries.ts";

/** The totals of an overview, in their order. */
export const overviewTotals: readonly OverviewTotal[] = [
  "requests",
  "created",
  "updated",
  "deleted",
  "users",
  "namespaces",
  "failed",
  "denied",
  "unauthenticated",
  "internet",
  "internetDenied",
  "exec",
  "attach",
  "portforward",
  "deletions",
  "deprecated",
];

/** Effective changes, by what they did. */
export const changeTotals = (changes: readonly string[]): string =>
  `* | SELECT count_if(operation = 'created') AS created, count_if(operation = 'updated') AS updated, count_if(operation = 'deleted') AS deleted FROM changes${where(...changes)}`;

const requestTotals = (requests: readonly string[]): string => {
  const { deletions, deprecated, internet } = keyEvents;
  return (
    `* | SELECT count(1) AS requests, count(DISTINCT nullif(user.username, '')) AS users, count(DISTINCT objectRef.namespace) AS namespaces, ` +
    `count_if(responseStatus.code >= 400) AS failed, count_if(responseStatus.code = 403) AS denied, count_if(responseStatus.code = 401) AS unauthenticated, ` +
    `count_if(${internet}) AS internet, count_if(${internet} AND responseStatus.code IN (401, 403)) AS internetDenied, ` +
    `count_if(${deletions}) AS deletions, count_if(${deprecated}) AS deprecated FROM requests${where(...requests)}`
  );
};

/** How many requests for each value of an expression, the most frequent first. */
export const countsBy = (expression: string, name: string, conditions: readonly string[], most: number): string =>
  `* | SELECT ${expression} AS ${name}, count(1) AS requests FROM requests${where(...conditions, `${expression} IS NOT NULL`)} GROUP BY ${name} ORDER BY requests DESC, ${name} LIMIT ${most}`;

/** Charts of requests by what they have. */
export const requestCharts = (requests: readonly string[]): ChartPlan[] => [
  { id: "verbs", title: "By verb", type: "share", query: countsBy("verb", "verb", requests, 20) },
  { id: "users", title: "By user", type: "bars", query: countsBy("actor.user", `"user"`, requests, 20) },
  { id: "namespaces", title: "By namespace", type: "bars", query: countsBy("objectRef.namespace", "namespace", requests, 20) },
  { id: "codes", title: "By status", type: "share", query: countsBy("responseStatus.code", "code", requests, 30) },
];

/** Where requests come from. */
export const sourceCharts = (requests: readonly string[]): ChartPlan[] => [
  { id: "networks", title: "By network", type: "share", query: countsBy("ip_to_domain(actor.ip)", "network", requests, 2) },
  { id: "countries", title: "By country", type: "map", query: countsBy("ip_to_country(actor.ip)", "country", requests, 250) },
];

/** Requests by address, with where it is. */
export const addressesTable = (id: string, title: string, conditions: readonly string[]): TablePlan => ({
  id,
  title,
  span: "report",
  query:
    `* | SELECT actor.ip AS ip, ip_to_country(actor.ip) AS country, ip_to_provider(actor.ip) AS operator, ip_to_domain(actor.ip) AS network, count(1) AS requests, ` +
    `count_if(responseStatus.code >= 400) AS failed, count_if(responseStatus.code IN (401, 403)) AS denied, count(DISTINCT actor.user) AS users, min(time) AS first, max(time) AS last ` +
    `FROM requests${where(...conditions, "actor.ip IS NOT NULL")} GROUP BY ip ORDER BY requests DESC, ip`,
  columns: [
    shared.ip,
    { name: "country", title: "Country", type: "text" },
    { name: "operator", title: "Operator", type: "text" },
    { name: "network", title: "Network", type: "text" },
    { name: "requests", title: "Requests", type: "number" },
    { name: "failed", title: "Failed", type: "number" },
    { name: "denied", title: "Denied", type: "number" },
    { name: "users", title: "Users", type: "number" },
    { name: "first", title: "First", type: "time" },
    { name: "last", title: "Last", type: "time" },
  ],
});

/** The whole mesh: how much was done, by whom, from where, and each of the key events. */
export const planOverview = (filters: ReportFilters, step: TrendStep): ReportPlan => {
  const requests = conditionsOf(filters, "requests");
  const changes = conditionsOf(filters, "changes");
  const { deletions, deprecated, internet, anonymous } = keyEvents;
  return {
    totals: [requestTotals(requests), triesTotals(requests), changeTotals(changes)],
    charts: [trendChart(requests, changes, step), ...requestCharts(requests), ...sourceCharts(requests)],
    tables: [
      addressesTable("internet", "Access from the Internet", [...requests, internet]),
      triesTable("exec", requests),
      triesTable("attach", requests),
      triesTable("portforward", requests),
      requestsTablePlan("deletions", "Deletions", [...requests, deletions]),
      requestsTablePlan("denied", "Denied", [...requests, "responseStatus.code = 403"]),
      requestsTablePlan("anonymous", "Without valid credentials", [...requests, anonymous]),
      requestsTablePlan("deprecated", "Deprecated APIs", [...requests, deprecated]),
    ],
  };
};
