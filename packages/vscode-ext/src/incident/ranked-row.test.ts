import { utc } from "@meshaudit/client";
import { describe, expect, it } from "vitest";
import { changeView, now, reviews } from "../testing/changes.ts";
import { rankedRow, scoreBar } from "./ranked-row.ts";

describe("a change that may explain an incident", () => {
  it.each([
    [0, "▱▱▱▱▱"],
    [0.01, "▰▱▱▱▱"],
    [0.6, "▰▰▰▱▱"],
    [1, "▰▰▰▰▰"],
    [Number.NaN, "▱▱▱▱▱"],
  ])("with a score of %d has the bar %s", (score, bar) => expect(scoreBar(score)).toBe(bar));

  it("says how likely, when, who and what, and below why", async () => {
    const ranked = { object: reviews, change: changeView(5), fields: null, score: 0.82, why: ["2m before", "risky: \u202e"] };
    const row = rankedRow("prod", ranked, now - 3 * 60_000, { now, zone: utc });
    expect(row).toMatchObject({
      label: "VirtualService bookinfo/reviews",
      description: "▰▰▰▰▰ 2m before · alice@example.com · timeout of route default 3s -> 10s",
      click: { kind: "diff" },
    });
    expect(row.spoken).toMatch(/^Score 82 of 100, 2m before: VirtualService/);
    const page = await row.children?.(10);
    expect(page?.rows.map(({ label }) => label)).toEqual(["2m before", String.raw`risky: \u202e`]);
  });
});
