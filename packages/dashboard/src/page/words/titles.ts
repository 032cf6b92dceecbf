import type { Report } from "@meshaudit/core";
import type { PageName } from "../../protocol/view.ts";

/** The titles of the pages. */
export const pageTitles: { readonly [page in PageName]: string } = {
  overview: "Overview",
  "operation-audit": "Operation Audit",
  "operation-overview": "Operation Overview",
  "operation-details": "Operation Details",
  timeline: "Timeline",
  query: "Query",
  object: "Object",
};

/** The titles of the reports. */
export const reportTitles: { readonly [kind in Report["kind"]]: string } = {
  OverviewReport: "Overview",
  OperationAuditReport: "Operation Audit",
  OperationOverviewReport: "Operation Overview",
  OperationDetailsReport: "Operation Details",
};

const totals: { readonly [total: string]: string } = {
  requests: "Requests",
  created: "Created",
  updated: "Updated",
  deleted: "Deleted",
  users: "Users",
  namespaces: "Namespaces",
  failed: "Failed",
  denied: "Denied (403)",
  unauthenticated: "Unauthenticated (401)",
  internet: "From the Internet",
  internetDenied: "Internet, refused",
  exec: "Commands run (exec)",
  attach: "Attached",
  portforward: "Port-forwards",
  deletions: "Deletions, all kinds",
  deprecated: "Deprecated APIs",
  reads: "Reads",
  clients: "Clients",
  addresses: "Addresses",
  writes: "Writes",
  objects: "Objects",
  succeeded: "Succeeded",
};

/** What a total is called. */
export const totalTitle = (total: string): string => totals[total] ?? total;
