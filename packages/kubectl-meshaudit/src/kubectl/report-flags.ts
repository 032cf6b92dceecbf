import * as Flags from "@oclif/core/flags";
import { outputFlags, sourceFlags } from "./flags.ts";

/** What all reports can be narrowed to. */
const filterFlags = {
  since: Flags.string({ summary: "from this time on: 14:05, yesterday 14:05, 24h, RFC 3339 (default: all of the log)", helpValue: "TIME" }),
  until: Flags.string({ summary: "until this time", helpValue: "TIME" }),
  compare: Flags.boolean({ summary: "with what changed against the same length of time before --since" }),
  namespace: Flags.string({ char: "n", summary: "only objects of this namespace", helpValue: "NAMESPACE" }),
  outcome: Flags.option({
    summary: "only requests that succeeded, failed (code 400 and above) or were denied (403)",
    options: ["succeeded", "failed", "denied"] as const,
    helpValue: "OUTCOME",
  })(),
  code: Flags.integer({ summary: "only requests answered with this HTTP status", helpValue: "CODE", min: 100, max: 599 }),
  network: Flags.string({ summary: "only from internet, from intranet, or from a range such as 10.0.0.0/8", helpValue: "NETWORK" }),
  "no-system": Flags.boolean({ summary: "without the system's own components, such as nodes and controllers" }),
};

/** How a report is shown. */
const viewFlags = {
  limit: Flags.integer({ summary: "how many rows of each table; 0 for all (10; of CSV all)", helpValue: "N", min: 0 }),
  table: Flags.string({ summary: "only this table or chart, by its id in -o json; totals is one too", helpValue: "ID" }),
  queries: Flags.boolean({ summary: "show the query that gives each chart and table (-o wide does so too)" }),
  open: Flags.boolean({ summary: "open the report in the browser, as a file on this machine, instead of printing it" }),
  timeout: Flags.string({ summary: "how long one of its queries may take", helpValue: "TIME", default: "60s" }),
};

/** What every report takes. */
export const reportFlags = {
  ...filterFlags,
  ...viewFlags,
  ...sourceFlags,
  ...outputFlags,
  output: Flags.string({
    char: "o",
    summary: "table, wide, json, yaml, csv, markdown, html, jsonpath=…",
    helpValue: "FORMAT",
    default: "table",
    helpGroup: "OUTPUT",
  }),
};

export const byFlag = { by: Flags.string({ summary: "only by this user, or whom the user acted as", helpValue: "USER" }) };

export const kindFlag = {
  kind: Flags.string({ summary: "only objects of this kind, such as vs, VirtualService or pods", helpValue: "KIND" }),
};
