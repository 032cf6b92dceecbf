import { timeOf } from "../../decode/event-time.ts";

const first = Date.parse("0001-01-01T00:00:00Z");
const last = Date.parse("9999-12-31T23:59:59Z");

/**
 * A stored event's time as its column holds it, ms since the epoch. Times outside of the years 1 to 9999, which other readers' dates
 * cannot hold, count as the nearest inside; the event itself keeps the text.
 */
export const columnTime = (text: string): number => {
  const time = timeOf(text) ?? 0;
  return time < first ? first : time > last ? last : time;
};

/** As `columnTime`, to the microsecond: `YYYY-MM-DDThh:mm:ss.ffffffZ`. */
export const columnTimeText = (text: string): string => {
  const time = timeOf(text) ?? 0;
  const fraction = time < first || time > last ? "" : (/\.(\d+)/.exec(text)?.[1] ?? "");
  return `${new Date(columnTime(text)).toISOString().slice(0, 19)}.${fraction.slice(0, 6).padEnd(6, "0")}Z`;
};

const shape = /^(?!0000)\d{4}-(?:0[1-9]|1[0-2])-[0-3]\dT(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d\.\d{6}Z$/;
/** Where a time has its day. */
const dayAt = "YYYY-MM-".length;

/** Whether a column holds a time to the letter. Asked of every event, and so without a calendar for days that every month has. */
export const isColumnTime = (text: string): boolean => {
  if (!shape.test(text)) return false;
  const day = Number(text.slice(dayAt, dayAt + 2));
  return day >= 1 && (day <= 28 || columnTimeText(text) === text);
};
