import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { padTo, truncate, widthOf, wrap } from "./width.ts";

describe("columns on a terminal", () => {
  it.each([
    ["alice", 5],
    ["花子", 4],
    ["👩‍👩‍👧", 2],
    ["e\u0301", 1],
    ["v3 0 -> 100 % ×20 · │ …", 23],
    ["한국어", 6],
    ["ｱﾊﾞ", 3],
    ["🇩🇪", 2],
    ["❤️", 2],
    ["1️⃣", 2],
    ["👍🏽", 2],
    ["हिन्दी", 4],
    ["مرحبا", 5],
    ["", 0],
  ])("%j takes %i", (text, width) => expect(widthOf(text)).toBe(width));

  it("pads by columns, not by characters", () => expect(padTo("花子", 6)).toBe("花子  "));

  it.each([
    ["alice@example.com", 8, "alice@e…"],
    ["花子花子", 6, "花子…"],
    ["fits", 4, "fits"],
  ])("%j cut to %i is %j", (text, width, cut) => expect(truncate(text, width)).toBe(cut));

  it("breaks at spaces, and within a word only when it alone is too long", () => {
    expect(wrap("timeout of route default 3s -> 10s", 14)).toEqual(["timeout of", "route default", "3s -> 10s"]);
    expect(wrap("a abcdefghij b", 4)).toEqual(["a ab", "cdef", "ghij", "b"]);
    expect(wrap("~ spec.http[name=default].timeout: 3s", 20)).toEqual(["~ spec.http[name=", "default].timeout: 3s"]);
  });

  it("keeps every character and never exceeds the width", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme", maxLength: 60 }), fc.integer({ min: 2, max: 20 }), (text, width) => {
        const lines = wrap(text, width);
        expect(lines.join("").replaceAll(" ", "")).toBe(text.replaceAll(" ", ""));
        // A single character that is wider than the width stands on a line of its own.
        for (const line of lines) expect(widthOf(line) <= width || [...new Intl.Segmenter().segment(line)].length === 1).toBe(true);
      }),
    );
  });
});
