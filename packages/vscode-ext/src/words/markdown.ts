import { safeText } from "@meshaudit/client";

/** Longer texts of strangers are cut: a hover is read at a glance. */
const longest = 500;

const cut = (text: string): string => (text.length > longest ? `${text.slice(0, longest)}…` : text);

/**
 * Any text as plain text in VS Code's Markdown: no syntax, HTML, link, image, icon or entity of its own comes through. What would become a
 * link by itself (`www.`, `http://`, a mail address) is broken up by entities, which are shown as the characters they stand for.
 */
export const escapeMarkdown = (text: string): string =>
  safeText(cut(text)).replaceAll(/[^\p{L}\p{N} ]/gu, (character) => `&#${character.codePointAt(0)};`);

/** A text as a code span that no backtick in it ends. */
export const codeSpan = (text: string): string => {
  const safe = safeText(cut(text));
  const runs = safe.match(/`+/g) ?? [];
  const fence = "`".repeat(runs.reduce((most, run) => Math.max(most, run.length), 0) + 1);
  return `${fence} ${safe} ${fence}`;
};
