import type { JsonValue } from "../model/json.ts";
import type { apiVersion, Searched } from "../model/result.ts";

/** Which requests and changes a report is about. All of them hold together; null and `any` hold for every one. */
export interface ReportFilters {
  /** The span, RFC 3339, both ends included; null is open. */
  from: string | null;
  to: string | null;
  /** The namespace of the object. */
  namespace: string | null;
  /** The user, or whom the user acted as. */
  by: string | null;
  /** A mesh kind, such as VirtualService. */
  kind: string | null;
  outcome: "any" | "succeeded" | "failed" | "denied";
  /** The HTTP status. */
  code: number | null;
  /** Where it came from: a range such as 10.0.0.0/8, or all of the Internet, or all that is not. */
  network: "internet" | "intranet" | { range: string } | null;
  /** Whether components of the system count: false leaves out those of actor type `system`. */
  system: boolean;
}

/** Points of one line, or one bar each: what it is about (RFC 3339 on a trend, an ISO 3166 country on a map, else a name), and how much. */
export interface ReportSeries {
  name: string;
  points: { x: string; y: number }[];
}

/** A picture, as data. */
export interface ReportChart {
  /** Unique in its report; stays the same in later versions. */
  id: string;
  title: string;
  /** `trend`: over time; `bars`: an amount for each name; `share`: parts of a whole; `map`: an amount for each country. */
  type: "trend" | "bars" | "share" | "map";
  /** What `query` gives these numbers for, within the report's span. */
  query: string;
  series: ReportSeries[];
}

export interface ReportColumn {
  /** The property of a row. */
  name: string;
  title: string;
  /** How a value is shown. `share` is 0 to 1; `user`, `object`, `ip` and `request` (an auditID) are texts that lead further. */
  type: "text" | "number" | "share" | "time" | "user" | "object" | "ip" | "kind" | "namespace" | "code" | "request";
}

export interface ReportTable {
  /** Unique in its report; stays the same in later versions. */
  id: string;
  title: string;
  query: string;
  columns: ReportColumn[];
  /** An object by column. */
  rows: { [column: string]: JsonValue }[];
  /** Whether there are more rows than are told. */
  cut: boolean;
}

/** What all reports have. Every number is of requests, their stages folded, or of changes; none is of stages. */
interface ReportOf<Kind extends string, Total extends string> {
  apiVersion: typeof apiVersion;
  kind: Kind;
  searched: Searched;
  filters: ReportFilters;
  /** The numbers of the whole span. */
  totals: { [total in Total]: number };
  /** The same of as long a span right before; null when it was not asked for, or the span is open at its begin. */
  before: { from: string; to: string; totals: { [total in Total]: number } } | null;
  charts: ReportChart[];
  tables: ReportTable[];
}

export type OverviewTotal =
  | "requests"
  | "created"
  | "updated"
  | "deleted"
  | "users"
  | "namespaces"
  | "failed"
  | "denied"
  | "unauthenticated"
  | "internet"
  | "internetDenied"
  | "exec"
  | "attach"
  | "portforward"
  | "deletions"
  | "deprecated";

/** The whole mesh: key events and trends. */
export type OverviewReport = ReportOf<"OverviewReport", OverviewTotal>;

export type OperationAuditTotal =
  | "requests"
  | "created"
  | "updated"
  | "deleted"
  | "reads"
  | "failed"
  | "denied"
  | "namespaces"
  | "clients"
  | "addresses"
  | "internet";

/** One account. `user` is null in the list of those that did most, which is the table `users`. */
export type OperationAuditReport = ReportOf<"OperationAuditReport", OperationAuditTotal> & {
  user: string | null;
  /** RFC 3339, of all that was searched, whatever the span; null when the account was never seen, or none is named. */
  firstSeen: string | null;
  lastSeen: string | null;
};

export type OperationOverviewTotal = "requests" | "writes" | "created" | "updated" | "deleted" | "failed" | "denied" | "objects" | "users";

/** The main kinds: all of Istio's and the Gateway API's. */
export type OperationOverviewReport = ReportOf<"OperationOverviewReport", OperationOverviewTotal>;

export type OperationDetailsTotal =
  | "requests"
  | "writes"
  | "created"
  | "updated"
  | "deleted"
  | "succeeded"
  | "failed"
  | "denied"
  | "objects"
  | "users";

/** One kind. `resource` is null in the list of kinds, which is the table `kinds`. */
export type OperationDetailsReport = ReportOf<"OperationDetailsReport", OperationDetailsTotal> & {
  /** The kind, such as VirtualService. */
  resource: string | null;
};

export type Report = OverviewReport | OperationAuditReport | OperationOverviewReport | OperationDetailsReport;

/** What a report is asked for. */
export interface ReportQuestion {
  report: "overview" | "operation-audit" | "operation-overview" | "operation-details";
  /** The account of operation-audit, the kind of operation-details (a kind, its plural or a short name); null lists them. */
  subject: string | null;
  filters: ReportFilters;
  /** Whether the span before is told too. */
  compare: boolean;
  /** ms since the epoch. */
  now: number;
  /** IANA name; days and hours of trends begin by it. */
  timeZone: string;
}
