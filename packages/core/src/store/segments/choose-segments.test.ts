import { describe, expect, it } from "vitest";
import { chooseSegments } from "./choose-segments.ts";

const ofSizes = (...sizes: number[]) => sizes.map((events, at) => ({ events, firstSeq: at * 1000 }));
const chosen = (sizes: number[], atLeast = 2): number[][] =>
  chooseSegments(ofSizes(...sizes), { maxEvents: 100, atLeast }).map((group) => group.map(({ events }) => events));

describe("segments to join", () => {
  it.each<[string, number[], number[][]]>([
    ["small ones together", [10, 10, 10], [[10, 10, 10]]],
    [
      "no more than fit into one",
      [40, 40, 40, 40],
      [
        [40, 40],
        [40, 40],
      ],
    ],
    ["not those that are half full", [50, 10, 99, 10], [[10, 10]]],
    ["not one alone", [10, 99], []],
  ])("are %s", (_what, sizes, groups) => expect(chosen(sizes)).toEqual(groups));

  it("are as many as asked", () => expect([chosen([1, 1], 3), chosen([1, 1, 1], 3)]).toEqual([[], [[1, 1, 1]]]));

  it("write an event anew a few times at most", () => {
    const written = new Map<number, number>();
    let segments: { events: number; firstSeq: number }[] = [];
    for (let seal = 0; seal < 1000; seal++) {
      segments.push({ events: 5, firstSeq: seal * 5 });
      for (const group of chooseSegments(segments, { maxEvents: 1000, atLeast: 8 })) {
        for (const { firstSeq, events } of group)
          for (let seq = firstSeq; seq < firstSeq + events; seq++) written.set(seq, (written.get(seq) ?? 0) + 1);
        segments = segments.filter((segment) => !group.includes(segment));
        segments.push({ events: group.reduce((sum, { events }) => sum + events, 0), firstSeq: group[0]?.firstSeq ?? 0 });
      }
    }
    expect(Math.max(...written.values())).toBeLessThanOrEqual(15);
    expect(segments.length).toBeLessThan(25);
  });
});
