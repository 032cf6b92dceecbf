import { oneLine } from "./one-line.ts";

/** How much of one text is shown where nothing else is said, in UTF-16 units before escaping. */
const mostText = 400;

/** All ASCII punctuation: CommonMark lets a backslash stand before each, and no syntax, link, address or entity survives without one. */
const punctuation = /[!-/:-@[-`{-~]/g;

/** One line in which VS Code finds no `$(icon)`, which it looks for after all escapes are gone: a non-joiner, which is not seen, parts it. */
const withoutIcons = (text: string, most: number): string => oneLine(text, most).replaceAll("$(", "$\u200c(");

/**
 * Any text as plain text in VS Code's Markdown: one line, at most `most` characters of it. Nothing in it is syntax, HTML, an entity, a link
 * (not even `www.`, `http://` or a mail address) or an icon, wherever in a line it is put.
 */
export const escapeMarkdown = (text: string, most = mostText): string => withoutIcons(text, most).replace(punctuation, String.raw`\$&`);

/** Any text as code in VS Code's Markdown: one line, at most `most` characters of it, in more backticks than it has. No icon is in it. */
export const codeSpan = (text: string, most = mostText): string => {
  const code = withoutIcons(text, most) || " ";
  const longest = (code.match(/`+/g) ?? []).reduce((length, run) => Math.max(length, run.length), 0);
  const fence = "`".repeat(longest + 1);
  // Of a space at both ends one is taken away, and a backtick at an end would be the fence's.
  const padding = code !== " " && /^[ `]|[ `]$/.test(code) ? " " : "";
  return `${fence}${padding}${code}${padding}${fence}`;
};
