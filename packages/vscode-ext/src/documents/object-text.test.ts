import { describe, expect, it } from "vitest";
import { isWholeText, outdented } from "./object-text.ts";

const lines = (from: number, to: number, character = 0) => ({ start: { line: from, character }, end: { line: to, character: 0 } });

describe("the object's part of a file", () => {
  it("is the whole file when only comments and marks stand around it", () => {
    expect(isWholeText("# reviews\r\n---\r\nkind: A\r\nspec: {}\r\n\r\n...\r\n", lines(2, 4))).toBe(true);
  });

  it.each([
    ["another object follows", "kind: A\n---\nkind: Service\n", lines(0, 1)],
    ["it is an entry of a list", "kind: List\nitems:\n- kind: A\n", lines(2, 3, 2)],
  ])("is not the whole file when %s", (_, text, range) => expect(isWholeText(text, range)).toBe(false));

  it("loses the indentation of the list that it stands in, and no more", () => {
    expect(outdented("kind: A\n  spec:\n    x: |\n      text\n\n # near\n", 2)).toBe("kind: A\nspec:\n  x: |\n    text\n\n# near\n");
  });
});
