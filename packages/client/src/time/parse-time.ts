import { MeshauditError } from "@meshaudit/core";
import { parseDuration } from "./parse-duration.ts";
import { instantOf, isWallTime, wallTimeAt, type WallTime, type Zone } from "./zone.ts";

/** What "now" and "today" mean: ms since the epoch, and the zone that times of day are in. */
export interface Clock {
  now: number;
  zone: Zone;
}

const day = 86_400_000;
const rfc3339 = /^(\d{4}-\d\d-\d\d)[Tt ](\d\d:\d\d(?::\d\d(?:\.\d+)?)?)\s?([Zz]|[+-]\d\d:?\d\d|UTC)$/;
const wall = /^(?:(\d{4})-(\d\d?)-(\d\d?)|(today|yesterday))?(?:[Tt ]+)?(?:(\d\d?):(\d\d)(?::(\d\d)(?:\.(\d{1,9}))?)?)?$/;

const invalid = (text: string): MeshauditError =>
  new MeshauditError("time-invalid", `"${text}" is no time`, {
    hint: "write one as 14:05, yesterday 14:05, 2026-11-24 14:05, 2026-11-24T14:05:00Z, 2h or 2h ago",
  });

const fromRfc3339 = (text: string): number | null => {
  const [, date = "", time = "", zone = ""] = rfc3339.exec(text) ?? [];
  if (date === "") return null;
  const [year = 0, month = 0, dayOfMonth = 0] = date.split("-").map(Number);
  if (!isWallTime({ year, month, day: dayOfMonth, hour: 0, minute: 0, second: 0, millisecond: 0 })) return Number.NaN;
  const seconds = time.length === 5 ? `${time}:00` : time;
  return Date.parse(`${date}T${seconds}${/^(?:z|utc)$/i.test(zone) ? "Z" : zone.replace(/^(...)(\d\d)$/, "$1:$2")}`);
};

/** A date, a time of day, or both, as a clock on the wall shows them: without a date today, or yesterday when today that is yet to come. */
const fromWall = (text: string, { now, zone }: Clock): number | null => {
  const match = wall.exec(text);
  if (match === null || text.trim() === "") return null;
  const [, year, month, dayOfMonth, word, hour, minute, second, fraction = ""] = match;
  const today = wallTimeAt(word === "yesterday" ? now - day : now, zone);
  const time: WallTime = {
    year: Number(year ?? today.year),
    month: Number(month ?? today.month),
    day: Number(dayOfMonth ?? today.day),
    hour: Number(hour ?? 0),
    minute: Number(minute ?? 0),
    second: Number(second ?? 0),
    millisecond: Number(fraction.padEnd(3, "0").slice(0, 3)),
  };
  if (!isWallTime(time)) return Number.NaN;
  const instant = instantOf(time, zone);
  if (year !== undefined || word !== undefined || instant <= now) return instant;
  const { year: pastYear, month: pastMonth, day: pastDay } = wallTimeAt(now - day, zone);
  return instantOf({ ...time, year: pastYear, month: pastMonth, day: pastDay }, zone);
};

/**
 * The instant that a person means, in ms since the epoch: RFC 3339, `14:05`, `14:05:30`, `yesterday 14:05`, `2026-11-24`,
 * `2026-11-24 14:05`, `2h`, `2h ago`, `1d12h`, `now`. A time of day alone is the last one before now: questions are about the past.
 *
 * @throws MeshauditError `time-invalid`, with examples.
 */
export const parseTime = (text: string, clock: Clock): number => {
  const words = text.trim().replace(/\s+/g, " ");
  if (words === "now") return clock.now;
  const ago = parseDuration(words.replace(/ ?ago$/, "").replace(/^-/, ""));
  const instant = ago === null ? (fromRfc3339(words) ?? fromWall(words, clock)) : clock.now - ago;
  if (instant === null || !Number.isFinite(instant) || Math.abs(instant) > 8.64e15) throw invalid(text);
  return instant;
};

/**
 * A length of time such as `15m`, in ms.
 *
 * @throws MeshauditError `time-invalid`, with examples.
 */
export const parseLength = (text: string): number => {
  const length = parseDuration(text.trim());
  if (length === null || length <= 0 || length > 8.64e15) {
    throw new MeshauditError("time-invalid", `"${text}" is no length of time`, { hint: "write one as 10s, 15m, 1h or 1d12h" });
  }
  return length;
};
