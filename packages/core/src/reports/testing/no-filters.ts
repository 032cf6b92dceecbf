import type { ReportFilters } from "../report.ts";

/** Filters that let everything through. */
export const noFilters: ReportFilters = {
  from: null,
  to: null,
  namespace: null,
  by: null,
  kind: null,
  outcome: "any",
  code: null,
  network: null,
  system: true,
};
