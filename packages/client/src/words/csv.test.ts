import { describe, expect, it } from "vitest";
import { csvLines } from "./csv.ts";

describe("CSV", () => {
  it.each([
    ["plain", "plain"],
    ["a,b", '"a,b"'],
    ['say "hi"', '"say ""hi"""'],
    ["two\nlines", '"two\nlines"'],
    ["=1+1", "'=1+1"],
    ['=HYPERLINK("x")', '"\'=HYPERLINK(""x"")"'],
    ["+1", "'+1"],
    ["-1", "'-1"],
    ["@SUM(A1)", "'@SUM(A1)"],
    ["\t=1", '"\'\t=1"'],
    ["\r=1", String.raw`'\r=1`],
    ["a\u001b[31m", String.raw`a\u001b[31m`],
    [-1, "-1"],
    [true, "true"],
    [null, ""],
  ])("%j is %j", (cell, text) => expect(csvLines([[cell, "end"]])).toEqual([`${text},end`]));
});
