import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { ChangeMark } from "../../protocol/api.ts";
import { clustersOf } from "./clusters.ts";
import { within, zoomed } from "./extent.ts";

const mark = (ms: number): ChangeMark => ({
  id: String(ms),
  time: new Date(ms).toISOString(),
  operation: "updated",
  verb: "patch",
  summary: "",
  auditID: null,
  user: "alice@example.com",
  risk: null,
});

describe("marks on a timeline", () => {
  it("that would lie on each other are one, and none is lost", () => {
    const sorted = fc.array(fc.integer({ min: 0, max: 1000 }), { minLength: 1 }).map((times) => times.toSorted((a, b) => a - b));
    fc.assert(
      fc.property(sorted, (times) => {
        const clusters = clustersOf(times.map(mark), (time) => time, 1000, 11);
        expect(clusters.flatMap(({ changes }) => changes.map(({ id }) => Number(id)))).toEqual(times);
        for (const [index, { changes }] of clusters.entries()) {
          const next = clusters[index + 1]?.changes[0];
          if (next !== undefined) expect(Date.parse(next.time) - Date.parse(changes.at(-1)?.time ?? "")).toBeGreaterThanOrEqual(11);
        }
      }),
    );
  });

  it("out of sight are not drawn", () => {
    expect(clustersOf([mark(0), mark(500), mark(2000)], (time) => time - 100, 1000, 11).map(({ changes }) => changes[0].id)).toEqual([
      "500",
    ]);
  });
});

describe("what is seen of a timeline", () => {
  const whole = { from: 0, to: 1000 };

  it("zooms around a moment and stays within the whole", () => {
    expect(zoomed(whole, 0.5, 500, whole)).toEqual({ from: 250, to: 750 });
    expect(zoomed({ from: 250, to: 750 }, 4, 500, whole)).toEqual(whole);
    expect(zoomed(whole, 0.5, 0, whole)).toEqual({ from: 0, to: 500 });
    expect(within({ from: -50, to: 50 }, whole)).toEqual({ from: 0, to: 100 });
    expect(within({ from: 950, to: 1050 }, whole)).toEqual({ from: 900, to: 1000 });
  });

  it("never gets shorter than two milliseconds", () => {
    const { from, to } = Array.from({ length: 40 }).reduce<typeof whole>((extent) => zoomed(extent, 0.5, 500, whole), whole);
    expect(to - from).toBeCloseTo(2);
  });
});
