import type { Account } from "./account.ts";
import { planOperationAudit } from "./operation-audit.ts";
import { planOperationDetails } from "./operation-details.ts";
import { planOperationOverview } from "./operation-overview.ts";
import { planOverview } from "./overview.ts";
import type { ReportQuestion } from "./report.ts";
import type { ReportPlan } from "./report-plan.ts";
import type { TrendStep } from "./trend.ts";

/** What a report's queries depend on beside its question. */
export interface ReportContext {
  /** Whom an operation-audit's subject means. */
  account: Account | null;
  step: TrendStep;
}

/**
 * The queries that a report is made of.
 *
 * @throws MeshauditError `kind-unknown`.
 */
export const planReport = ({ report, subject, filters }: ReportQuestion, { account, step }: ReportContext): ReportPlan => {
  switch (report) {
    case "overview":
      return planOverview(filters, step);
    case "operation-audit":
      return planOperationAudit(filters, account, step);
    case "operation-overview":
      return planOperationOverview(filters, step);
    case "operation-details":
      return planOperationDetails(filters, subject, step);
  }
};
