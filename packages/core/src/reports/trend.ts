import type { ReportChart } from "./report.ts";
import { where } from "./conditions.ts";
import { failed } from "./counts.ts";

/** The steps of trends, as `date_trunc` names them. */
export type TrendStep = "minute" | "hour" | "day" | "month";

const day = 86_400_000;

/** A step by which a span, in ms, has no more than some hundred points. */
export const stepFor = (span: number): TrendStep => {
  if (span <= day / 12) return "minute";
  if (span <= 4 * day) return "hour";
  return span <= 800 * day ? "day" : "month";
};

/** What was requested, what of it failed, and what changed, over time. Counted by the quarter of an hour, which all time zones keep, or the minute first. */
export const trendChart = (requests: readonly string[], changes: readonly string[], step: TrendStep): Omit<ReportChart, "series"> => {
  const seconds = step === "minute" ? 60 : 900;
  const counted = (table: string, counts: string, conditions: readonly string[]): string =>
    `SELECT __time__ / ${seconds} AS part, ${counts} FROM ${table}${where(...conditions)} GROUP BY part`;
  return {
    id: "trend",
    title: `By ${step}`,
    type: "trend",
    query:
      `* | SELECT date_trunc('${step}', from_unixtime(part * ${seconds})) AS at, sum(requests) AS requests, sum(failed) AS failed, sum(changes) AS changes FROM (` +
      `${counted("requests", `count(1) AS requests, count_if(${failed}) AS failed, 0 AS changes`, requests)} UNION ALL ` +
      `${counted("changes", "0 AS requests, 0 AS failed, count(1) AS changes", changes)}` +
      `) GROUP BY at ORDER BY at`,
  };
};

/** A moment's clock on the wall in a time zone, as if it were UTC's, in ms. */
const wallClock = (zone: string): ((at: number) => number) => {
  const format = new Intl.DateTimeFormat("en-US", {
    timeZone: zone,
    hourCycle: "h23",
    year: "numeric",
    month: "numeric",
    day: "numeric",
    hour: "numeric",
    minute: "numeric",
    second: "numeric",
  });
  return (at) => {
    const parts = new Map(format.formatToParts(at).map(({ type, value }) => [type, Number(value)]));
    const part = (name: Intl.DateTimeFormatPartTypes): number => parts.get(name) ?? 0;
    return Date.UTC(part("year"), part("month") - 1, part("day"), part("hour"), part("minute"), part("second"));
  };
};

/** Where the next step begins, ms. */
const nextStep = (at: number, step: TrendStep, clock: (at: number) => number): number => {
  if (step === "minute") return at + 60_000;
  if (step === "hour") return at + 3_600_000;
  const wall = new Date(clock(at));
  const next =
    step === "day"
      ? Date.UTC(wall.getUTCFullYear(), wall.getUTCMonth(), wall.getUTCDate() + 1)
      : Date.UTC(wall.getUTCFullYear(), wall.getUTCMonth() + 1, 1);
  // The zone's distance from UTC may change on the way: the second try knows the new one.
  const guess = at + (next - wall.getTime());
  return guess + (next - clock(guess));
};

/** The most points that are added where nothing was. */
const mostAdded = 2000;

/** The steps from the first to the last of some beginnings of steps, RFC 3339, none missing. */
export const allSteps = (begins: readonly string[], step: TrendStep, zone: string): string[] => {
  const clock = wallClock(zone);
  const steps: string[] = [];
  for (const begin of begins) {
    const [last] = steps.slice(-1);
    const from = last === undefined ? null : Date.parse(last);
    const to = Date.parse(begin);
    if (from !== null)
      for (let at = nextStep(from, step, clock); at < to && steps.length < begins.length + mostAdded; at = nextStep(at, step, clock))
        steps.push(new Date(at).toISOString());
    steps.push(new Date(to).toISOString());
  }
  return steps;
};
