import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseLength, parseTime } from "./parse-time.ts";
import { instantOf, utc, wallTimeAt, type Zone } from "./zone.ts";

const now = Date.parse("2026-11-24T15:00:00Z");
const berlin: Zone = { label: "", offsetAt: () => 60 };

/** Clocks that go forward at 01:00 UTC on March 29, 2026 and back at 01:00 UTC on October 25. */
const changing: Zone = {
  label: "",
  offsetAt: (instant) => (instant >= Date.parse("2026-03-29T01:00:00Z") && instant < Date.parse("2026-10-25T01:00:00Z") ? 120 : 60),
};

describe("a time as a person writes it", () => {
  it.each([
    ["2026-11-24T12:19:01.259256Z", "2026-11-24T12:19:01.259Z"],
    ["2026-11-24T14:05:00+01:00", "2026-11-24T13:05:00.000Z"],
    ["2026-11-24 14:05:00Z", "2026-11-24T14:05:00.000Z"],
    ["2026-11-24 14:05 UTC", "2026-11-24T14:05:00.000Z"],
    ["14:05", "2026-11-24T14:05:00.000Z"],
    ["14:05:30", "2026-11-24T14:05:30.000Z"],
    ["14:05:30.25", "2026-11-24T14:05:30.250Z"],
    ["yesterday 14:05", "2026-11-23T14:05:00.000Z"],
    ["yesterday", "2026-11-23T00:00:00.000Z"],
    ["today", "2026-11-24T00:00:00.000Z"],
    ["2026-11-24", "2026-11-24T00:00:00.000Z"],
    ["2026-11-24 14:05", "2026-11-24T14:05:00.000Z"],
    ["2026-11-24T14:05", "2026-11-24T14:05:00.000Z"],
    ["2h", "2026-11-24T13:00:00.000Z"],
    ["2h ago", "2026-11-24T13:00:00.000Z"],
    ["-2h", "2026-11-24T13:00:00.000Z"],
    ["1d12h", "2026-11-23T03:00:00.000Z"],
    ["90s", "2026-11-24T14:58:30.000Z"],
    ["now", "2026-11-24T15:00:00.000Z"],
  ])("%s", (text, instant) => expect(new Date(parseTime(text, { now, zone: utc })).toISOString()).toBe(instant));

  it("takes a time of day for the last one before now", () => {
    expect(new Date(parseTime("23:30", { now, zone: utc })).toISOString()).toBe("2026-11-23T23:30:00.000Z");
  });

  it("reads times of day in the reader's zone", () => {
    expect(new Date(parseTime("14:05", { now, zone: berlin })).toISOString()).toBe("2026-11-24T13:05:00.000Z");
    expect(new Date(parseTime("yesterday 00:30", { now, zone: berlin })).toISOString()).toBe("2026-11-22T23:30:00.000Z");
  });

  it.each([
    "",
    " ",
    "14",
    "24:01",
    "14:65",
    "tomorrow",
    "2026-02-30",
    "2026-13-01",
    "2026-02-30T10:00:00Z",
    "2 bananas",
    "ago",
    "99999999999d",
  ])("%j is no time", (text) =>
    expect(() => parseTime(text, { now, zone: utc })).toThrow(expect.objectContaining({ code: "time-invalid" })),
  );

  it("takes no time as long as it looks hostile", () => {
    expect(() => parseTime("1".repeat(100_000), { now, zone: utc })).toThrow();
    expect(() => parseTime("1d".repeat(50_000) + "x", { now, zone: utc })).toThrow();
  });
});

describe("a length of time", () => {
  it.each([
    ["15m", 900_000],
    ["1.5h", 5_400_000],
    ["500ms", 500],
  ])("%s is %i ms", (text, length) => expect(parseLength(text)).toBe(length));

  it.each(["0s", "2024-05-01", "h", "10"])("%s is none", (text) =>
    expect(() => parseLength(text)).toThrow(expect.objectContaining({ code: "time-invalid" })),
  );
});

describe("a clock on the wall", () => {
  it("is right around the changes of the clocks", () => {
    const at = (month: number, day: number, hour: number) =>
      new Date(instantOf({ year: 2026, month, day, hour, minute: 30, second: 0, millisecond: 0 }, changing)).toISOString();
    expect(at(3, 29, 1)).toBe("2026-03-29T00:30:00.000Z");
    expect(at(3, 29, 2)).toBe("2026-03-29T01:30:00.000Z"); // never shown
    expect(at(3, 29, 3)).toBe("2026-03-29T01:30:00.000Z");
    expect(at(10, 25, 2)).toBe("2026-10-25T00:30:00.000Z"); // shown twice
    expect(at(10, 25, 3)).toBe("2026-10-25T02:30:00.000Z");
  });

  it("shows the instant it was asked for", () => {
    const instants = fc.integer({ min: 0, max: Date.parse("2100-01-01") });
    fc.assert(fc.property(instants, (instant) => instantOf(wallTimeAt(instant, berlin), berlin) === instant));
  });
});
