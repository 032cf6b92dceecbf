import { describe, expect, it } from "vitest";
import { age, ageInWords, dateAndTime, exactTime, shortDate, span } from "./format-time.ts";
import { utc, type Zone } from "./zone.ts";

const now = Date.parse("2026-11-24T15:00:00Z");
const clock = { now, zone: utc };
const west: Zone = { label: "", offsetAt: () => -210 };

describe("a time as it is shown", () => {
  it.each([
    [0, "0s", "0 seconds ago"],
    [1_000, "1s", "1 second ago"],
    [119_000, "119s", "119 seconds ago"],
    [4 * 60_000, "4m", "4 minutes ago"],
    [179 * 60_000, "179m", "179 minutes ago"],
    [3 * 3_600_000, "3h", "3 hours ago"],
    [25 * 3_600_000, "Nov 23 14:00", "on Nov 23 14:00"],
    [400 * 86_400_000, "2025-10-20", "on 2025-10-20"],
    [-60_000, "Nov 24 15:01", "on Nov 24 15:01"],
    [Number.NaN, "?", "at an unknown time"],
  ])("%i ms ago is %s", (before, short, words) => {
    expect(age(now - before, clock)).toBe(short);
    expect(ageInWords(now - before, clock)).toBe(words);
  });

  it("is exact in the reader's zone, so that it can be given back", () => {
    expect(exactTime(now + 259, utc)).toBe("2026-11-24T15:00:00.259Z");
    expect(exactTime(now, west)).toBe("2026-11-24T11:30:00.000-03:30");
    expect(Date.parse(exactTime(now, west))).toBe(now);
    expect(shortDate(now, { now, zone: west })).toBe("Nov 24 11:30");
    expect(dateAndTime(now + 259, { now, zone: west })).toBe("Nov 24 11:30:00");
    expect(dateAndTime(now - 400 * 86_400_000, clock)).toBe("2025-10-20 15:00:00");
  });

  it.each([
    ["2026-11-24T12:18:00Z", "2026-11-24T12:19:00Z", "12:18 to 12:19 UTC"],
    ["2026-11-23T12:18:00Z", "2026-11-23T12:19:00Z", "Nov 23 12:18 to 12:19 UTC"],
    ["2026-11-23T12:18:00Z", "2026-11-24T08:00:00Z", "Nov 23 12:18 to Nov 24 08:00 UTC"],
    ["2025-11-23T12:18:00Z", "2025-11-23T12:19:00Z", "2025-11-23 12:18 to 12:19 UTC"],
  ])("from %s to %s", (from, to, text) => expect(span(Date.parse(from), Date.parse(to), clock)).toBe(text));
});
