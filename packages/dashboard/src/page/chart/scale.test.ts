import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { niceTicks, timeTicks } from "./scale.ts";

const at = (time: string): number => Date.parse(`2026-${time}Z`);
const labels = (from: string, to: string, count = 6): string[] => timeTicks(at(from), at(to), count, "utc").map(({ label }) => label);

describe("the ticks of an amount", () => {
  it.each([
    [0, [0, 1]],
    [1, [0, 1]],
    [3, [0, 1, 2, 3]],
    [60, [0, 20, 40, 60]],
    [777, [0, 200, 400, 600, 800]],
    [1_234_567, [0, 500_000, 1_000_000, 1_500_000]],
  ])("up to %d", (most, ticks) => {
    expect(niceTicks(most)).toEqual(ticks);
  });

  it("are whole, few, and reach what is counted", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1e12 }), (most) => {
        const ticks = niceTicks(most);
        expect(ticks.at(-1)).toBeGreaterThanOrEqual(most);
        expect(ticks.every((tick) => Number.isInteger(tick))).toBe(true);
        expect(ticks.length).toBeLessThanOrEqual(6);
      }),
    );
  });
});

describe("the ticks of time", () => {
  it("are round times of day, days, months and years, as the span has it", () => {
    expect(labels("11-24T12:19:01.400", "11-24T12:19:01.420")).toEqual(["19:01.400", "19:01.405", "19:01.410", "19:01.415", "19:01.420"]);
    expect(labels("11-24T12:18:42", "11-24T12:20:10")).toEqual(["12:19:00", "12:19:30", "12:20:00"]);
    expect(labels("11-24T20:30", "11-25T03:10")).toEqual(["22:00", "Nov 25", "02:00"]);
    expect(labels("11-01T05:00", "11-06T05:00")).toEqual(["Nov 2", "Nov 3", "Nov 4", "Nov 5", "Nov 6"]);
    expect(labels("01-15T00:00", "06-15T00:00")).toEqual(["Feb", "Mar", "Apr", "May", "Jun"]);
  });

  it("lie in the span, in order, and are never too many", () => {
    const moments = fc.integer({ min: 0, max: 4e12 });
    fc.assert(
      fc.property(moments, fc.integer({ min: 1, max: 1e12 }), fc.integer({ min: 2, max: 14 }), (from, length, count) => {
        const ticks = timeTicks(from, from + length, count, "utc").map(({ at }) => at);
        expect(ticks).toEqual(ticks.toSorted((a, b) => a - b));
        expect(ticks.every((tick) => tick >= from && tick <= from + length)).toBe(true);
        expect(ticks.length).toBeLessThanOrEqual(count * 2 + 2);
      }),
    );
  });

  it("are none of a span that is none", () => {
    expect(timeTicks(5, 5, 4, "utc")).toEqual([]);
  });
});
