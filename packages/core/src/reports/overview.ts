import { conditionsOf, where } from "./conditions.ts";
import { addressesTable } from "./addresses.ts";
import { changeTotals, denied, distinctUsers, failed, internetTotals, requestCharts } from "./counts.ts";
import { keyEvents, requestsTablePlan } from "./key-events.ts";
import type { OverviewTotal, ReportFilters } from "./report.ts";
import type { ReportPlan } from "./report-plan.ts";
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

const requestTotals = (requests: readonly string[]): string => {
  const { deletions, deprecated } = keyEvents;
  return (
    `* | SELECT count(1) AS requests, ${distinctUsers} AS users, count(DISTINCT objectRef.namespace) AS namespaces, ` +
    `count_if(${failed}) AS failed, count_if(${denied}) AS denied, count_if(responseStatus.code = 401) AS unauthenticated, ` +
    `count_if(${deletions}) AS deletions, count_if(${deprecated}) AS deprecated FROM requests${where(...requests)}`
  );
};

/** The whole mesh: how much was done, by whom, from where, and each of the key events. */
export const planOverview = (filters: ReportFilters, step: TrendStep): ReportPlan => {
  const requests = conditionsOf(filters, "requests");
  const changes = conditionsOf(filters, "changes");
  const { deletions, deprecated, anonymous } = keyEvents;
  return {
    totals: [requestTotals(requests), internetTotals(requests), triesTotals(requests), changeTotals(changes)],
    charts: [
      trendChart(requests, changes, step),
      ...requestCharts(["verbs", "users", "namespaces", "codes", "networks", "countries"], requests),
    ],
    tables: [
      addressesTable("internet", "Access from the Internet", requests, "internet"),
      triesTable("exec", requests),
      triesTable("attach", requests),
      triesTable("portforward", requests),
      requestsTablePlan("deletions", "Deletions", [...requests, deletions]),
      requestsTablePlan("denied", "Denied", [...requests, denied]),
      requestsTablePlan("anonymous", "Without valid credentials", [...requests, anonymous]),
      requestsTablePlan("deprecated", "Deprecated APIs", [...requests, deprecated]),
    ],
  };
};
