import type { Range } from "../protocol/position.ts";

/** What may stand around the only object of a file: blank lines, comments, the marks of documents, directives. */
const isAside = (line: string): boolean => /^\s*(?:#.*|---\s*(?:#.*)?|\.\.\.\s*(?:#.*)?|%.*)?$/.test(line);

/** Whether an object is all that its file holds. */
export const isWholeText = (text: string, { start, end }: Range): boolean => {
  if (start.character > 0) return false;
  const last = end.character === 0 ? end.line - 1 : end.line;
  return text.split(/\r\n|\r|\n/).every((line, index) => (index >= start.line && index <= last) || isAside(line));
};

/** The text of an object that stands somewhere to the right, such as an entry of a list, as it would stand on its own. */
export const outdented = (text: string, by: number): string => {
  const lines = text.split(/\r\n|\r|\n/).map((line, index) => (index === 0 ? line : line.slice(Math.min(by, line.search(/[^ ]|$/)))));
  return `${lines.join("\n").trimEnd()}\n`;
};
