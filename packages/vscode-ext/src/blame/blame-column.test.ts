import { utc } from "@meshaudit/client";
import { describe, expect, it } from "vitest";
import type { FieldView } from "../protocol/file-view.ts";
import { changeView, now, reviews } from "../testing/changes.ts";
import { blamedLines, columnWidth } from "./blame-column.ts";

const clock = { now, zone: utc };
const alice = changeView(30);
const bob = changeView(3 * 24 * 60, { actor: { ...alice.actor, user: "bob" }, summary: "weight 90 -> 70" });

const field = (from: number, to: number, changed: Partial<FieldView>): FieldView => ({
  mesh: { key: "prod", name: "prod" },
  object: reviews,
  path: "spec",
  key: "spec",
  range: { start: { line: from, character: 2 }, end: { line: to, character: 9 } },
  state: "same",
  here: 1,
  there: 1,
  change: alice,
  did: null,
  evidence: "exact",
  ...changed,
});

describe("the column of a blamed file", () => {
  it("says who, how long ago and what, once for lines of one change", () => {
    const lines = blamedLines([field(1, 1, {}), field(2, 3, {}), field(4, 4, { change: bob })], 6, clock);
    expect(lines.map(({ text, heat }) => [text, heat])).toEqual([
      ["", null],
      ["alice@example.com · 30 min · timeout of route d…", 0],
      ["", 0],
      ["", 0],
      ["bob · 3 d · weight 90 -> 70", 2],
      ["", null],
    ]);
  });

  it("names nobody for a value that is not the mesh's, nor for a key that holds others", () => {
    const fields = [field(0, 3, { state: "branch" }), field(1, 1, { state: "differs" }), field(2, 2, { state: "only-here" })];
    expect(blamedLines(fields, 4, clock).map(({ text, heat }) => [text, heat])).toEqual([
      ["", null],
      ["differs from the mesh", null],
      ["only in this file", null],
      ["", null],
    ]);
  });

  it("shows of several values on a line the newest", () => {
    const fields = [field(0, 0, { change: bob }), field(0, 0, {}), field(0, 0, { state: "differs" })];
    expect(blamedLines(fields, 1, clock)[0]?.text).toContain("alice");
  });

  it("is never wider, whatever the names", () => {
    const change = changeView(5, { actor: { ...alice.actor, user: "\u202e".repeat(1_000_000) }, summary: "x\n".repeat(500_000) });
    const [line] = blamedLines([field(0, 0, { change })], 1, clock);
    expect(line?.text.length).toBeLessThanOrEqual(columnWidth);
    expect(line?.text).not.toMatch(/[\n\u202e]/);
  });
});
