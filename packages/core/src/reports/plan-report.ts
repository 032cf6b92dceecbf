import type { Account } from "./account.ts";
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
export const planReport = ({ filters }: ReportQuestion, { step }: ReportContext): ReportPlan => {
  return planOverview(filters, step);
};
