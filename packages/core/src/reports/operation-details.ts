import { resolveType } from "../kinds/resolve-type.ts";
import { conditionsOf, ofKindNamed } from "./conditions.ts";
import { failed, requestCharts } from "./counts.ts";
import { changesTablePlan, requestsTablePlan } from "./key-events.ts";
import { actorsTable, changedObjectsTable, kindsTable, kindTotals } from "./kind-tables.ts";
import { ofMainKinds } from "./operation-overview.ts";
import type { OperationDetailsTotal, ReportFilters } from "./report.ts";
import type { ReportPlan } from "./report-plan.ts";
import { trendChart, type TrendStep } from "./trend.ts";

/** The totals of operation details, in their order. */
export const operationDetailsTotals: readonly OperationDetailsTotal[] = [
  "requests",
  "writes",
  "created",
  "updated",
  "deleted",
  "succeeded",
  "failed",
  "denied",
  "objects",
  "users",
];

/**
 * The kind that a word names, as a report calls it; its full resource name where it is no known kind.
 *
 * @throws MeshauditError `kind-unknown`.
 */
export const kindCalled = (word: string): string => {
  const [first] = resolveType(word);
  return first?.kind ?? `${first?.resource}.${first?.group}`;
};

/**
 * One kind: what is done with it, where, by whom, and each operation. Without a kind, the main kinds.
 *
 * @throws MeshauditError `kind-unknown`.
 */
export const planOperationDetails = (filters: ReportFilters, kind: string | null, step: TrendStep): ReportPlan => {
  const requests = [...conditionsOf(filters, "requests"), kind === null ? ofMainKinds : ofKindNamed(kind, "requests")];
  const changes = [...conditionsOf(filters, "changes"), kind === null ? ofMainKinds : ofKindNamed(kind, "changes")];
  return {
    totals: kindTotals(requests, changes),
    charts: [trendChart(requests, changes, step), ...requestCharts(["namespaces", "outcomes", "verbs", "users", "codes"], requests)],
    tables:
      kind === null
        ? [kindsTable(requests, changes)]
        : [
            requestsTablePlan("operations", "Operations", requests),
            changesTablePlan("changes", "Changes", changes),
            requestsTablePlan("failures", "Failures", [...requests, failed]),
            changedObjectsTable(changes),
            actorsTable(requests),
          ],
  };
};
