import { MeshauditError, type Span } from "../../model/error.ts";

/** How much of a stranger's text an error repeats. */
const shown = 60;

/** A piece of a query as an error repeats it: in quotes, cut when long. */
export const quoted = (text: string): string => JSON.stringify(text.length > shown ? `${text.slice(0, shown)}…` : text);

/** From the beginning of one span to the end of another. */
export const spanning = (first: Span, last: Span): Span => ({ start: first.start, end: last.end });

/** Line and column of an offset, both from 1. */
const placeOf = (text: string, offset: number): { line: number; column: number } => {
  const before = text.slice(0, offset);
  const lineStart = before.lastIndexOf("\n") + 1;
  return { line: before.split("\n").length, column: Array.from(before.slice(lineStart)).length + 1 };
};

/** The error of a query: its message begins with the place, `hint` says what would be right. */
export const queryError = (text: string, at: Span, message: string, hint?: string): MeshauditError => {
  const { line, column } = placeOf(text, at.start);
  return new MeshauditError("query-invalid", `line ${line}, column ${column}: ${message}`, { at, ...(hint === undefined ? {} : { hint }) });
};
