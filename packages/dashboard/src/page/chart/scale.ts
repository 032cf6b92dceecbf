import { fromWall, wallTime, type ZoneChoice } from "../words/times.ts";

/** Round numbers from 0 to at least `most`, about `count` steps. */
export const niceTicks = (most: number, count = 4): number[] => {
  if (most <= 0) return [0, 1];
  const rough = most / count;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = Math.max(1, [1, 2, 5, 10].map((factor) => factor * power).find((each) => each >= rough) ?? 10 * power);
  return Array.from({ length: Math.ceil(most / step) + 1 }, (_, index) => index * step);
};

type Unit = "ms" | "second" | "minute" | "hour" | "day" | "month" | "year";

/** The place of each unit among the parts of a time on the wall. */
const places: { readonly [unit in Unit]: number } = { year: 0, month: 1, day: 2, hour: 3, minute: 4, second: 5, ms: 6 };

/** Steps of an axis of time, with about how many ms each has. */
const steps: readonly (readonly [unit: Unit, amount: number, ms: number])[] = [
  ...[1, 2, 5, 10, 20, 50, 100, 200, 500].map((amount) => ["ms", amount, amount] as const),
  ...[1, 2, 5, 10, 30].map((amount) => ["second", amount, amount * 1000] as const),
  ...[1, 2, 5, 10, 30].map((amount) => ["minute", amount, amount * 60_000] as const),
  ...[1, 2, 3, 6, 12].map((amount) => ["hour", amount, amount * 3_600_000] as const),
  ...[1, 2, 7].map((amount) => ["day", amount, amount * 86_400_000] as const),
  ...[1, 3].map((amount) => ["month", amount, amount * 2_629_800_000] as const),
  ...[1, 5, 10, 50].map((amount) => ["year", amount, amount * 31_557_600_000] as const),
];

/** A tick of an axis of time. */
export interface TimeTick {
  at: number;
  label: string;
}

const months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

const labelOf = (at: number, unit: Unit, zone: ZoneChoice): string => {
  const [year, month, day, hour, minute, second, ms] = wallTime(at, zone);
  const two = (value: number): string => String(value).padStart(2, "0");
  if (unit === "year") return String(year);
  if (unit === "month") return month === 1 ? String(year) : (months[month - 1] ?? "");
  const date = `${months[month - 1] ?? ""} ${day}`;
  if (unit === "day") return date;
  if (hour === 0 && minute === 0 && second === 0 && ms === 0) return date;
  if (unit === "hour" || unit === "minute") return `${two(hour)}:${two(minute)}`;
  return unit === "second" ? `${two(hour)}:${two(minute)}:${two(second)}` : `${two(minute)}:${two(second)}.${String(ms).padStart(3, "0")}`;
};

/** Round times within a span, ms since the epoch, about `count` of them, on the wall of a zone. */
export const timeTicks = (from: number, to: number, count: number, zone: ZoneChoice): TimeTick[] => {
  if (!(to > from) || count < 1) return [];
  const [unit, amount] = steps.find(([, , ms]) => (to - from) / ms <= count) ?? ["year", 100];
  const place = places[unit];
  const parts = wallTime(from, zone).map((part, index) => (index <= place ? part : index <= 2 ? 1 : 0));
  const first = unit === "month" || unit === "day" ? 1 : 0;
  parts[place] = Math.floor(((parts[place] ?? 0) - first) / amount) * amount + first;
  const ticks: TimeTick[] = [];
  for (let at = fromWall(parts, zone); at <= to && ticks.length < 200;) {
    if (at >= from) ticks.push({ at, label: labelOf(at, unit, zone) });
    parts[place] = (parts[place] ?? 0) + amount;
    at = fromWall(parts, zone);
  }
  return ticks;
};
