import { execFileSync } from "node:child_process";
import { describe, expect, it } from "vitest";
import { shellWord } from "./shell-word.ts";

describe("a word for a shell", () => {
  it.each([
    ["vs/reviews", "vs/reviews"],
    ["two words", "'two words'"],
    ["it's", String.raw`'it'\''s'`],
    ["$(reboot)", "'$(reboot)'"],
    ["`id`; rm -rf ~ #", "'`id`; rm -rf ~ #'"],
    ["", "''"],
    ["a\nreboot\u001b[2J'\\", String.raw`$'a\x0areboot\x1b[2J\'\\'`],
    ["a\u202eb", String.raw`$'a\U0000202eb'`],
  ])("%j is %s", (text, word) => expect(shellWord(text)).toBe(word));

  it("is read by a shell as it was meant", () => {
    const texts = ["vs/reviews", "it's $HOME `id` \\ \" !1 *", "a\n\u001b[2Jb'c\\d$x", "~", "-n"];
    const printed = execFileSync("bash", ["-c", `printf '%s\\0' ${texts.map(shellWord).join(" ")}`]);
    expect(printed.toString().split("\0").slice(0, -1)).toEqual(texts);
  });
});
