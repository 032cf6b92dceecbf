import fc from "fast-check";
import { Marked, type Token } from "marked";
import { describe, expect, it } from "vitest";
import { codeSpan, escapeMarkdown } from "./markdown.ts";
import { oneLine } from "./one-line.ts";

/** VS Code's Markdown is marked's, with GitHub's extensions. */
const marked = new Marked({ gfm: true, breaks: true });

const tokensIn = (markdown: string): Token[] => {
  const tokens: Token[] = [];
  marked.walkTokens(marked.lexer(markdown), (token) => void tokens.push(token));
  return tokens;
};

/** What is more than text in some Markdown. */
const syntaxIn = (markdown: string): string[] =>
  tokensIn(markdown).flatMap(({ type }) => (["paragraph", "text", "escape", "space"].includes(type) ? [] : [type]));

/** HTML as a person reads it: without its entities and what cannot be seen. */
const read = (html: string): string =>
  ["&lt;<", "&gt;>", `&quot;"`, "&#39;'", "&amp;&"].reduce(
    (text, pair) => text.replaceAll(pair.slice(0, -1), pair.slice(-1)),
    html.replaceAll("$\u200c(", "$("),
  );

const fragments = [
  "[a](command:x)",
  "![a](https://x.test/y.png)",
  "<b>",
  "<!--",
  "</code>",
  "<https://x.test>",
  "https://x.test",
  "http://",
  "www.x.test",
  "ftp://x.test",
  "alice@example.com",
  "mailto:alice@example.com",
  "&amp;",
  "&#36;(zap)",
  "$(zap)",
  "\\$(zap)",
  "`",
  "``",
  "```",
  "~~~",
  "**",
  "__",
  "~~",
  "|",
  "| - |",
  "---",
  "===",
  "# ",
  "> ",
  "- ",
  "1. ",
  "[x]: y",
  "    ",
  "\t",
  "\n",
  "\r\n",
  "\\",
  "\u202e",
  "\u0000",
  "\u001b[2J",
  "[^1]",
  "!",
  "]",
  "(",
  ")",
  "a",
];
const hostile = fc.oneof(
  fc
    .array(fc.oneof(fc.constantFrom(...fragments), fc.string({ unit: "binary", maxLength: 3 })), { maxLength: 12 })
    .map((parts) => parts.join("")),
  fc.string({ unit: "binary", maxLength: 60 }),
);

describe("any text in Markdown", () => {
  it.each([
    ["plain text as it is", "reviews in bookinfo", "reviews in bookinfo"],
    ["a mail address, which would be a link", "alice@example.com", String.raw`alice\@example\.com`],
    ["an icon", "$(zap)", String.raw`\$` + "\u200c" + String.raw`\(zap\)`],
    ["a line break and what reorders text, as escapes", "a\n\u202eb", String.raw`a\\n\\u202eb`],
    ["what is too long, cut", "x".repeat(1_000_000), `${"x".repeat(399)}…`],
  ])("%s", (_, text, markdown) => expect(escapeMarkdown(text)).toBe(markdown));

  it("is text and nothing else, the same that a person reads", () => {
    fc.assert(
      fc.property(hostile, (text) => {
        const markdown = `by ${escapeMarkdown(text)} x`;
        expect(syntaxIn(markdown)).toEqual([]);
        const html = marked.parse(markdown, { async: false });
        expect(html).not.toContain("$(");
        expect(read(html)).toBe(`<p>by ${oneLine(text, 400)} x</p>\n`);
      }),
    );
  });

  it("is text at the start of a line too", () => {
    fc.assert(
      fc.property(hostile, (text) => {
        expect(syntaxIn(escapeMarkdown(text))).toEqual([]);
      }),
    );
  });
});

describe("any text as code", () => {
  it.each([
    ["a value", "90", "`90`"],
    ["backticks inside and at an end", "a``b`", "``` a``b` ```"],
    ["nothing", "", "` `"],
  ])("%s", (_, text, markdown) => expect(codeSpan(text)).toBe(markdown));

  it("is one span of code, the same that a person reads, wherever it stands", () => {
    fc.assert(
      fc.property(hostile, fc.constantFrom("", "to "), (text, before) => {
        const html = marked.parse(`${before}${codeSpan(text)}`, { async: false });
        expect(read(html)).toBe(`<p>${before}<code>${oneLine(text, 400) || " "}</code></p>\n`);
      }),
    );
  });
});
