import { conditionsOf, where } from "./conditions.ts";
import { failed, requestCharts, succeeded } from "./counts.ts";
import { actorsTable, changedObjectsTable, kindsTable, kindTotals, ownersTable } from "./kind-tables.ts";
import type { OperationOverviewTotal, ReportFilters } from "./report.ts";
import type { ChartPlan, ReportPlan } from "./report-plan.ts";
import { trendChart, type TrendStep } from "./trend.ts";

/** The totals of an operation overview, in their order. */
export const operationOverviewTotals: readonly OperationOverviewTotal[] = [
  "requests",
  "writes",
  "created",
  "updated",
  "deleted",
  "failed",
  "denied",
  "objects",
  "users",
];

/** Of the mesh's main kinds, and nothing else. */
export const ofMainKinds = "kind IS NOT NULL";

const verbs = ["get", "list", "watch", "create", "update", "patch", "delete", "deletecollection"];

const kindCharts = (requests: readonly string[], changes: readonly string[]): ChartPlan[] => [
  {
    id: "kindVerbs",
    title: "Kinds by verb",
    type: "bars",
    query:
      `* | SELECT kind, ${verbs.map((verb) => `count_if(verb = '${verb}') AS "${verb}"`).join(", ")} FROM requests${where(...requests)} ` +
      `GROUP BY kind ORDER BY count(1) DESC, kind`,
  },
  {
    id: "kindOutcomes",
    title: "Kinds by outcome",
    type: "bars",
    query:
      `* | SELECT kind, count_if(${succeeded}) AS succeeded, count_if(${failed}) AS failed FROM requests${where(...requests)} ` +
      `GROUP BY kind ORDER BY count(1) DESC, kind`,
  },
  {
    id: "churn",
    title: "Changes of an object, on average",
    type: "bars",
    query:
      `* | SELECT kind, round(sum(n) * 1.0 / count(1), 2) AS changes FROM (SELECT kind, object.group, object.namespace, object.name, count(1) AS n ` +
      `FROM changes${where(...changes)} GROUP BY kind, object.group, object.namespace, object.name) GROUP BY kind ORDER BY changes DESC, kind`,
  },
];

/** The mesh's main kinds: what is done with each, by whom, and how often their objects change. */
export const planOperationOverview = (filters: ReportFilters, step: TrendStep): ReportPlan => {
  const requests = [...conditionsOf(filters, "requests"), ofMainKinds];
  const changes = [...conditionsOf(filters, "changes"), ofMainKinds];
  return {
    totals: kindTotals(requests, changes),
    charts: [
      trendChart(requests, changes, step),
      ...requestCharts(["verbs", "outcomes", "users", "namespaces"], requests),
      ...kindCharts(requests, changes),
    ],
    tables: [kindsTable(requests, changes), changedObjectsTable(changes), ownersTable(changes), actorsTable(requests)],
  };
};
