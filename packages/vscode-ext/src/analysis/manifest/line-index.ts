import type { Position, Range } from "../../protocol/position.ts";
import type { Span } from "./manifest.ts";

/** Turns offsets into a text into places, and back. */
export interface LineIndex {
  lines: number;
  /** The place of an offset; beyond the end it is the end. */
  positionAt(offset: number): Position;
  /** The offset of a place; a character beyond its line's end is the line's end, without the line break. */
  offsetAt(position: Position): number;
  rangeOf(span: Span): Range;
}

/** Where the lines of a text begin. `\n`, `\r\n` and `\r` end a line, as in VS Code's documents. */
export const lineIndex = (text: string): LineIndex => {
  const starts = [0];
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code !== 0x0a && code !== 0x0d) continue;
    if (code === 0x0d && text.charCodeAt(at + 1) === 0x0a) at++;
    starts.push(at + 1);
  }
  const startOf = (line: number): number => starts[line] ?? text.length;
  const endOf = (line: number): number => {
    let end = startOf(line + 1);
    if (line + 1 >= starts.length) return end;
    end--;
    return text.charCodeAt(end) === 0x0a && end > startOf(line) && text.charCodeAt(end - 1) === 0x0d ? end - 1 : end;
  };
  const positionAt = (offset: number): Position => {
    const within = Math.max(0, Math.min(offset, text.length));
    let [low, high] = [0, starts.length];
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if (startOf(middle) <= within) low = middle;
      else high = middle;
    }
    return { line: low, character: within - startOf(low) };
  };
  return {
    lines: starts.length,
    positionAt,
    offsetAt: ({ line, character }) => {
      if (line < 0) return 0;
      return line >= starts.length ? text.length : Math.min(startOf(line) + Math.max(0, character), endOf(line));
    },
    rangeOf: ({ start, end }) => ({ start: positionAt(start), end: positionAt(end) }),
  };
};
