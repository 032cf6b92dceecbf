import { describe, expect, it } from "vitest";
import { watchLexemes } from "./lexemes.ts";

describe("the lexemes of a document", () => {
  it("are too many for a manifest at some number", () => {
    const { next } = watchLexemes();
    for (let count = 0; count < 750_000; count++) next("a");
    expect(next("a")).toBe("too-large");
  });

  it.each([
    ["[", 101],
    ["{a", 101],
    ["-", 101],
    ["?", 101],
    [":", 101],
  ])("%j opens a level each time", (lexeme, times) => {
    const { next } = watchLexemes();
    const said = Array.from({ length: times }, () => next(lexeme));
    expect([said.at(-2), said.at(-1)]).toEqual([null, "too-deep"]);
  });

  it("close their levels again, and with a line the blocks that it began", () => {
    const { next } = watchLexemes();
    for (const lexeme of Array.from({ length: 300 }, () => ["[", "]", "-", "\n"]).flat()) expect(next(lexeme)).toBeNull();
  });
});
