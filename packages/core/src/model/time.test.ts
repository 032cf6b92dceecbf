import { describe, expect, it } from "vitest";
import { micros } from "./time.ts";

describe("micros", () => {
  it.each([
    ["2026-11-24T12:19:01.400798Z", 1_795_522_741_400_798],
    ["2026-11-24T12:19:01Z", 1_795_522_741_000_000],
    ["2026-11-24T12:19:01.5Z", 1_795_522_741_500_000],
    ["2026-11-24T13:19:01.400798+01:00", 1_795_522_741_400_798],
    ["2026-11-24T12:19:01.400798123Z", 1_795_522_741_400_798],
  ])("reads %s to the microsecond", (time, expected) => {
    expect(micros(time)).toBe(expected);
  });

  it("is NaN for what is no time", () => {
    expect(micros("yesterday")).toBeNaN();
  });
});
