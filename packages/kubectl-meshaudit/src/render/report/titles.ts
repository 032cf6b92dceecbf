import type { Report } from "@meshaudit/core";

/** What each report is called. */
const titles: { [kind in Report["kind"]]: string } = {
  OverviewReport: "Overview",
  OperationAuditReport: "Operation Audit",
  OperationOverviewReport: "Operation Overview",
  OperationDetailsReport: "Operation Details",
};

/** Whom or which kind a report is about; null: all. */
const subjectOf = (report: Report): string | null => {
  switch (report.kind) {
    case "OperationAuditReport":
      return report.user;
    case "OperationDetailsReport":
      return report.resource;
    case "OverviewReport":
    case "OperationOverviewReport":
      return null;
  }
};

/** `Operation Audit of alice@example.com`, as a stranger wrote it: not yet safe for a terminal. */
export const titleOf = (report: Report): string => {
  const subject = subjectOf(report);
  return subject === null ? titles[report.kind] : `${titles[report.kind]} of ${subject}`;
};
