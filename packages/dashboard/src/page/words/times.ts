/** The zone that the page shows times in. */
export type ZoneChoice = "local" | "utc";

/** The IANA name of a choice. */
export const zoneName = (choice: ZoneChoice): string => (choice === "utc" ? "UTC" : Intl.DateTimeFormat().resolvedOptions().timeZone);

const pad = (value: number, length = 2): string => String(value).padStart(length, "0");

/** A moment's parts on the wall of a zone: year, month (1 to 12), day, hour, minute, second, millisecond. */
export const wallTime = (millis: number, zone: ZoneChoice): [number, number, number, number, number, number, number] => {
  const d = new Date(millis);
  return zone === "utc"
    ? [
        d.getUTCFullYear(),
        d.getUTCMonth() + 1,
        d.getUTCDate(),
        d.getUTCHours(),
        d.getUTCMinutes(),
        d.getUTCSeconds(),
        d.getUTCMilliseconds(),
      ]
    : [d.getFullYear(), d.getMonth() + 1, d.getDate(), d.getHours(), d.getMinutes(), d.getSeconds(), d.getMilliseconds()];
};

/** ms since the epoch of parts on the wall of a zone; parts beyond their range carry over. */
export const fromWall = ([year, month, day = 1, hour = 0, minute = 0, second = 0, ms = 0]: readonly number[], zone: ZoneChoice): number =>
  zone === "utc"
    ? Date.UTC(year ?? 0, (month ?? 1) - 1, day, hour, minute, second, ms)
    : new Date(year ?? 0, (month ?? 1) - 1, day, hour, minute, second, ms).getTime();

/** `2026-11-24 12:19:01`, with milliseconds when asked for. */
export const timeText = (time: string | number, zone: ZoneChoice, precise = false): string => {
  const millis = typeof time === "number" ? time : Date.parse(time);
  if (Number.isNaN(millis)) return String(time);
  const [year, month, day, hour, minute, second, ms] = wallTime(millis, zone);
  return `${pad(year, 4)}-${pad(month)}-${pad(day)} ${pad(hour)}:${pad(minute)}:${pad(second)}${precise ? `.${pad(ms, 3)}` : ""}`;
};

/** What an input of type datetime-local takes; "" for none. */
export const inputTime = (time: string | null, zone: ZoneChoice): string =>
  time === null
    ? ""
    : timeText(time, zone, true)
        .replace(" ", "T")
        .replace(/(:00)?\.000$/, "");

/** RFC 3339 of what an input of type datetime-local gives; null for none. */
export const timeOfInput = (text: string, zone: ZoneChoice): string | null => {
  const parts = /^(\d{4,6})-(\d\d)-(\d\d)T(\d\d):(\d\d)(?::(\d\d)(?:\.(\d{1,3}))?)?$/.exec(text);
  if (parts === null) return null;
  const [, year, month, day, hour, minute, second = "0", ms = "0"] = parts;
  return new Date(fromWall([year, month, day, hour, minute, second, ms.padEnd(3, "0")].map(Number), zone)).toISOString();
};
