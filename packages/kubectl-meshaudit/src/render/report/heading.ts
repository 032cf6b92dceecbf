import { ageInWords, dateAndTime, safeText, shortDate, span, type Clock } from "@meshaudit/client";
import type { Report, ReportFilters } from "@meshaudit/core";
import { sentence } from "../sentence.ts";
import type { ViewOptions } from "../view.ts";
import { titleOf } from "./titles.ts";

const outcomes = { any: null, succeeded: "succeeded", failed: "failed", denied: "denied" } as const;

const networkWords = (network: ReportFilters["network"]): string | null => {
  if (network === null) return null;
  if (network === "internet") return "from the Internet";
  return network === "intranet" ? "not from the Internet" : `from ${network.range}`;
};

/** What a report is narrowed to, in words; empty when to nothing. */
const filterWords = ({ namespace, by, kind, outcome, code, network, system }: ReportFilters): string[] =>
  [
    namespace === null ? null : `in namespace ${namespace}`,
    by === null ? null : `by ${by}`,
    kind === null ? null : `of kind ${kind}`,
    outcomes[outcome],
    code === null ? null : `code ${code}`,
    networkWords(network),
    system ? null : "without the system's own components",
  ].flatMap((words) => (words === null ? [] : [safeText(words)]));

const instant = (time: string | null): number | null => (time === null ? null : Date.parse(time));

/** Below this, minutes do not tell one end of a span from the other. */
const short = 10 * 60_000;

/** From when to when, with seconds where it is short. */
const spanWords = (first: number, last: number, clock: Clock): string => {
  if (last - first >= short) return span(first, last, clock);
  const [begin, end] = [dateAndTime(first, clock), dateAndTime(last, clock)];
  const time = / \S+$/;
  const sameDay = begin.replace(time, "") === end.replace(time, "");
  return `${begin} to${sameDay ? (time.exec(end)?.[0] ?? "") : ` ${end}`}${clock.zone.label === "" ? "" : ` ${clock.zone.label}`}`;
};

/** Which time a report is about: `the whole log, Nov 24 12:18 to 12:20 UTC`. */
const timeWords = ({ filters: { from, to }, searched }: Report, clock: Clock): string => {
  const first = instant(from ?? searched.from);
  const last = instant(to) ?? (from === null ? instant(searched.to) : Math.max(clock.now, Date.parse(from)));
  if (first === null || last === null) return last === null ? "the whole log" : `until ${shortDate(last, clock)}`;
  return `${from === null && to === null ? "the whole log, " : ""}${spanWords(first, last, clock)}`;
};

const beforeWords = ({ before }: Report, clock: Clock): string[] =>
  before === null ? [] : [`compared with ${spanWords(Date.parse(before.from), Date.parse(before.to), clock)}`];

const seenWords = (report: Report, clock: Clock): string[] => {
  if (report.kind !== "OperationAuditReport" || report.firstSeen === null || report.lastSeen === null) return [];
  const [first, last] = [Date.parse(report.firstSeen), Date.parse(report.lastSeen)];
  return [`first seen ${ageInWords(first, clock)}, last seen ${ageInWords(last, clock)}`];
};

/** The sentences at the head of a report, safe for a terminal: what it is, and of which time; what it is narrowed to, when the account was seen. */
export const headingWords = (report: Report, clock: Clock): { title: string; about: string[] } => ({
  title: safeText(titleOf(report)),
  about: [timeWords(report, clock), ...beforeWords(report, clock), ...filterWords(report.filters), ...seenWords(report, clock)],
});

/** The head of a report: its title, and below it what it is about. */
export const renderHeading = (report: Report, options: ViewOptions): string[] => {
  const { title, about } = headingWords(report, options.clock);
  return [...sentence(title, options.style.strong, options), ...sentence(about.join(" · "), options.style.faint, options)];
};
