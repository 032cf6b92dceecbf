import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { lineIndex } from "./line-index.ts";

describe("the lines of a text", () => {
  it("end with any line break", () => {
    const lines = lineIndex("a\nbc\r\nd\re");
    expect([0, 1, 2, 4, 5, 6, 7, 8, 9].map((offset) => lines.positionAt(offset))).toEqual([
      { line: 0, character: 0 },
      { line: 0, character: 1 },
      { line: 1, character: 0 },
      { line: 1, character: 2 },
      { line: 1, character: 3 },
      { line: 2, character: 0 },
      { line: 2, character: 1 },
      { line: 3, character: 0 },
      { line: 3, character: 1 },
    ]);
    expect(lines.lines).toBe(4);
    expect(lines.rangeOf({ start: 2, end: 4 })).toEqual({ start: { line: 1, character: 0 }, end: { line: 1, character: 2 } });
  });

  it("hold every place that is asked for", () => {
    const lines = lineIndex("ab\r\ncd");
    expect(lines.offsetAt({ line: 0, character: 9 })).toBe(2);
    expect(lines.offsetAt({ line: 1, character: 9 })).toBe(6);
    expect(lines.offsetAt({ line: 7, character: 0 })).toBe(6);
    expect(lines.offsetAt({ line: -1, character: 3 })).toBe(0);
    expect(lines.positionAt(99)).toEqual({ line: 1, character: 2 });
    expect(lineIndex("").positionAt(0)).toEqual({ line: 0, character: 0 });
  });

  it("lead there and back", () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom("a", "\n", "\r", "😀") }), fc.nat(20), (text, at) => {
        const { positionAt, offsetAt } = lineIndex(text);
        const offset = Math.min(at, text.length);
        const back = offsetAt(positionAt(offset));
        // Between \r and \n there is no place of its own.
        expect(back).toBe(text.slice(offset - 1, offset + 1) === "\r\n" ? offset - 1 : offset);
      }),
    );
  });
});
