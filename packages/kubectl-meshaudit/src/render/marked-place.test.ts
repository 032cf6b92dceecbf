import { describe, expect, it } from "vitest";
import { markedPlace } from "./marked-place.ts";

describe("a place in a text", () => {
  it.each<[text: string, start: number, end: number, lines: string[]]>([
    ["SELECT verbb", 7, 12, ["  SELECT verbb", "         ^^^^^"]],
    ["* |\n  SELECT x y", 15, 16, ["    SELECT x y", "             ^"]],
    ["verb: 漢字 )", 9, 10, ["  verb: 漢字 )", "             ^"]],
    ["verb:", 5, 5, ["  verb:", "       ^"]],
    ["a\u001b[31m b", 7, 8, [String.raw`  a\u001b[31m b`, "              ^"]],
  ])("%j", (text, start, end, lines) => expect(markedPlace(text, { start, end })).toEqual(lines));

  it("is shown with no more of a long line than can be read", () => {
    const [line = "", carets = ""] = markedPlace(`${"a".repeat(500)}!${"b".repeat(500)}`, { start: 500, end: 501 });
    expect(line.length).toBeLessThan(110);
    expect(line[carets.indexOf("^")]).toBe("!");
  });
});
