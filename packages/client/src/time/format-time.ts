import type { Clock } from "./parse-time.ts";
import { wallTimeAt, type Zone } from "./zone.ts";

const months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
const day = 86_400_000;
const halfYear = 182 * day;

const two = (value: number): string => String(value).padStart(2, "0");

/** `14:05` */
const timeOfDay = (instant: number, zone: Zone): string => {
  const { hour, minute } = wallTimeAt(instant, zone);
  return `${two(hour)}:${two(minute)}`;
};

/** `Nov 24 14:05`, or `2025-11-24` when that is more than half a year away. */
export const shortDate = (instant: number, { now, zone }: Clock): string => {
  const { year, month, day: dayOfMonth } = wallTimeAt(instant, zone);
  if (Math.abs(instant - now) > halfYear) return `${year}-${two(month)}-${two(dayOfMonth)}`;
  return `${months[month - 1]} ${dayOfMonth} ${timeOfDay(instant, zone)}`;
};

/** `Nov 24 14:05:30`, or `2025-11-24 14:05:30` when that is more than half a year away. */
export const dateAndTime = (instant: number, { now, zone }: Clock): string => {
  const { year, month, day: dayOfMonth, second } = wallTimeAt(instant, zone);
  const date = Math.abs(instant - now) > halfYear ? `${year}-${two(month)}-${two(dayOfMonth)}` : `${months[month - 1]} ${dayOfMonth}`;
  return `${date} ${timeOfDay(instant, zone)}:${two(second)}`;
};

/** RFC 3339 to the millisecond, so that it can be given back as `--at`: `2026-11-24T14:05:30.250+01:00`. */
export const exactTime = (instant: number, zone: Zone): string => {
  const { year, month, day: dayOfMonth, hour, minute, second, millisecond } = wallTimeAt(instant, zone);
  const offset = zone.offsetAt(instant);
  const east = `${offset < 0 ? "-" : "+"}${two(Math.floor(Math.abs(offset) / 60))}:${two(Math.abs(offset) % 60)}`;
  const date = `${String(year).padStart(4, "0")}-${two(month)}-${two(dayOfMonth)}`;
  return `${date}T${two(hour)}:${two(minute)}:${two(second)}.${String(millisecond).padStart(3, "0")}${offset === 0 ? "Z" : east}`;
};

/** What a duration counts in: seconds to two minutes, minutes to three hours, then hours, as kubectl does. */
const inUnits = (length: number): [amount: number, unit: "second" | "minute" | "hour"] => {
  const seconds = Math.floor(length / 1000);
  if (seconds < 120) return [seconds, "second"];
  if (seconds < 3 * 3600) return [Math.floor(seconds / 60), "minute"];
  return [Math.floor(seconds / 3600), "hour"];
};

const isRecent = (instant: number, now: number): boolean => instant <= now && now - instant < day;

/** An age as kubectl shows it, `4m`; more than a day ago, or in the future (clocks differ), the date instead. */
export const age = (instant: number, clock: Clock): string => {
  if (!Number.isFinite(instant)) return "?";
  if (!isRecent(instant, clock.now)) return shortDate(instant, clock);
  const [amount, unit] = inUnits(clock.now - instant);
  return `${amount}${unit.charAt(0)}`;
};

/** An age in words, for a sentence: `4 minutes ago`, `on Nov 24 14:05`. */
export const ageInWords = (instant: number, clock: Clock): string => {
  if (!Number.isFinite(instant)) return "at an unknown time";
  if (!isRecent(instant, clock.now)) return `on ${shortDate(instant, clock)}`;
  const [amount, unit] = inUnits(clock.now - instant);
  return `${amount} ${unit}${amount === 1 ? "" : "s"} ago`;
};

/** A stretch of time as short as it can be said: `12:18 to 12:19 UTC`, `Nov 24 12:18 to Nov 25 08:00`. */
export const span = (from: number, to: number, clock: Clock): string => {
  const label = clock.zone.label === "" ? "" : ` ${clock.zone.label}`;
  const sameDay = (a: number, b: number): boolean => shortDay(a, clock.zone) === shortDay(b, clock.zone);
  const fullDate = (instant: number): string => {
    const short = shortDate(instant, clock);
    return short.includes(":") ? short : `${short} ${timeOfDay(instant, clock.zone)}`;
  };
  const start = sameDay(from, clock.now) ? timeOfDay(from, clock.zone) : fullDate(from);
  const end = sameDay(from, to) ? timeOfDay(to, clock.zone) : fullDate(to);
  return `${start} to ${end}${label}`;
};

const shortDay = (instant: number, zone: Zone): string => {
  const { year, month, day: dayOfMonth } = wallTimeAt(instant, zone);
  return `${year}-${month}-${dayOfMonth}`;
};

/** How far a time lies from a moment: `12s before`, `3m after`, `then`. */
export const timeBetween = (instant: number, moment: number): string => {
  const distance = Math.abs(instant - moment);
  if (distance < 1000) return distance === 0 ? "then" : `${distance}ms ${instant < moment ? "before" : "after"}`;
  const [amount, unit] = inUnits(distance);
  return `${amount}${unit.charAt(0)} ${instant < moment ? "before" : "after"}`;
};
