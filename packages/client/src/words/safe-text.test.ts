import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isUnsafe, safeJson, safeLines, safeText } from "./safe-text.ts";

describe("text from an event, made safe for a terminal", () => {
  it.each([
    ["plain text", "alice@example.com", "alice@example.com"],
    ["an escape sequence", "\u001b[2Jgone", String.raw`\u001b[2Jgone`],
    ["a C1 control, an escape of one byte on some terminals", "\u009b31m", String.raw`\u009b31m`],
    ["a line break, which would forge a row", "a\nb\r\tc", String.raw`a\nb\r\tc`],
    ["a bidirectional override", "user\u202eecila", String.raw`user\u202eecila`],
    ["an isolate and a mark", "\u2066a\u2069\u200f", String.raw`\u2066a\u2069\u200f`],
    ["an invisible space", "ad\u200bmin", String.raw`ad\u200bmin`],
    ["a tag character beyond the first plane", "\u{e0041}", String.raw`\udb40\udc41`],
    ["a lone surrogate", "\ud800x", String.raw`\ud800x`],
    ["other scripts, emoji and combining marks", "hana müller 花子 👩‍👩‍👧 é", "hana müller 花子 👩‍👩‍👧 é"],
  ])("%s", (_, text, safe) => expect(safeText(text)).toBe(safe));

  it("keeps the line breaks of YAML and nothing else", () => {
    expect(safeLines("a: 1\r\nb: \u0007\n")).toEqual(["a: 1", String.raw`b: \u0007`, ""]);
  });

  it("leaves no unsafe character in any text", () => {
    fc.assert(fc.property(fc.string({ unit: "binary" }), (text) => !isUnsafe(safeText(text))));
  });

  it("keeps JSON the same JSON", () => {
    fc.assert(
      fc.property(fc.jsonValue({ stringUnit: "binary" }), (value) => {
        const json = JSON.stringify(value, null, 2);
        const safe = safeJson(json);
        expect(JSON.parse(safe)).toEqual(JSON.parse(json));
        expect(isUnsafe(safe.replaceAll("\n", ""))).toBe(false);
      }),
    );
  });
});
