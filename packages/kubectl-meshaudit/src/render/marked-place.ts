import { safeText } from "@meshaudit/client";
import { widthOf } from "../terminal/width.ts";

/** How much of a line is shown before the place, and from it on. */
const before = 50;
const after = 50;

/** A text's line with a stretch of it, and a line of carets under that. */
export const markedPlace = (text: string, { start, end }: { start: number; end: number }): string[] => {
  const lineStart = text.lastIndexOf("\n", start - 1) + 1;
  const nextLine = text.indexOf("\n", start);
  const lineEnd = nextLine === -1 ? text.length : nextLine;
  const from = Math.max(lineStart, start - before);
  const to = Math.min(lineEnd, start + after);
  const head = (from > lineStart ? "…" : "") + safeText(text.slice(from, start));
  const marked = safeText(text.slice(start, Math.min(end, to)));
  const rest = safeText(text.slice(Math.min(end, to), to)) + (to < lineEnd ? "…" : "");
  return [`  ${head}${marked}${rest}`, `  ${" ".repeat(widthOf(head))}${"^".repeat(Math.max(1, widthOf(marked)))}`];
};
