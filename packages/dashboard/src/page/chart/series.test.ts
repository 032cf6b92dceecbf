import { describe, expect, it } from "vitest";
import { barsOf, partsOf } from "./bars-data.ts";
import { trendData } from "./trend-data.ts";

const points = (values: { [x: string]: number }): { x: string; y: number }[] => Object.entries(values).map(([x, y]) => ({ x, y }));

describe("a chart's series", () => {
  it("share one axis of time: what was not counted is nothing", () => {
    const data = trendData([
      { name: "requests", points: points({ "2026-11-24T12:01:00Z": 5, "2026-11-24T12:00:00Z": 3 }) },
      { name: "failed", points: points({ "2026-11-24T12:01:00Z": 1, never: 9 }) },
    ]);
    expect(data).toEqual({
      times: [Date.parse("2026-11-24T12:00:00Z"), Date.parse("2026-11-24T12:01:00Z")],
      lines: [
        { name: "requests", values: [3, 5], total: 8 },
        { name: "failed", values: [0, 1], total: 1 },
      ],
      most: 5,
    });
  });

  it("are stacked by name, the longest bar first, also where a name is one of an object's own", () => {
    const bars = barsOf([
      { name: "ok", points: points({ a: 1, b: 3 }) },
      { name: "failed", points: [{ x: "__proto__", y: 2 }, ...points({ a: 1 })] },
    ]);
    expect(bars.map(({ name, total }) => [name, total])).toEqual([
      ["b", 3],
      ["__proto__", 2],
      ["a", 2],
    ]);
  });

  it("are parts of a whole: small ones beyond the seventh are told together", () => {
    const many = [{ name: "n", points: points(Object.fromEntries(Array.from({ length: 10 }, (_, index) => [`p${index}`, 10 - index]))) }];
    expect(partsOf(many, 7).at(-1)).toEqual({ name: "4 others", value: 10 });
    expect(
      partsOf(
        [
          { name: "one", points: points({ a: 1, b: 2 }) },
          { name: "two", points: points({ a: 9 }) },
        ],
        7,
      ),
    ).toEqual([
      { name: "two", value: 9 },
      { name: "one", value: 3 },
    ]);
  });
});
