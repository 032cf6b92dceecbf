import type { ReportFilters, ReportQuestion } from "@meshaudit/core";

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

/** The reports, in the order of their tabs. */
const reportNames = ["overview", "operation-audit", "operation-overview", "operation-details"] as const;

const outcomes = ["any", "succeeded", "failed", "denied"] as const;

const networkText = (network: ReportFilters["network"]): string | null =>
  network === null || typeof network === "string" ? network : network.range;

const networkOf = (text: string | null): ReportFilters["network"] => {
  if (text === null || text === "") return null;
  return text === "internet" || text === "intranet" ? text : { range: text };
};

const present = (text: string | null): string | null => (text === null || text === "" ? null : text);

/** Filters as parameters of an address; those that let everything through are left out. */
export const filterParameters = (filters: ReportFilters): URLSearchParams => {
  const { from, to, namespace, by, kind, outcome, code, network, system } = filters;
  const pairs: [string, string | null][] = [
    ["from", from],
    ["to", to],
    ["namespace", namespace],
    ["user", by],
    ["kind", kind],
    ["outcome", outcome === "any" ? null : outcome],
    ["code", code === null ? null : String(code)],
    ["network", networkText(network)],
    ["system", system ? null : "out"],
  ];
  return new URLSearchParams(pairs.filter((pair): pair is [string, string] => pair[1] !== null && pair[1] !== ""));
};

/** Filters from parameters; what is none of ours is left out. */
export const filtersOf = (parameters: URLSearchParams): ReportFilters => {
  const code = Number(parameters.get("code") ?? "");
  return {
    from: present(parameters.get("from")),
    to: present(parameters.get("to")),
    namespace: present(parameters.get("namespace")),
    by: present(parameters.get("user")),
    kind: present(parameters.get("kind")),
    outcome: outcomes.find((outcome) => outcome === parameters.get("outcome")) ?? "any",
    code: Number.isInteger(code) && code >= 100 && code <= 599 ? code : null,
    network: networkOf(parameters.get("network")),
    system: parameters.get("system") !== "out",
  };
};

/** A report's question as parameters; `now` is the server's. */
export const reportParameters = (question: Omit<ReportQuestion, "now">): URLSearchParams => {
  const parameters = filterParameters(question.filters);
  parameters.set("report", question.report);
  if (question.subject !== null) parameters.set("subject", question.subject);
  if (question.compare) parameters.set("compare", "before");
  parameters.set("timeZone", question.timeZone);
  return parameters;
};

/** The question of parameters; null when they name no report. */
export const reportQuestionOf = (parameters: URLSearchParams, now: number): ReportQuestion | null => {
  const report = reportNames.find((name) => name === parameters.get("report"));
  if (report === undefined) return null;
  return {
    report,
    subject: present(parameters.get("subject")),
    filters: filtersOf(parameters),
    compare: parameters.get("compare") === "before",
    now,
    timeZone: parameters.get("timeZone") ?? "UTC",
  };
};
