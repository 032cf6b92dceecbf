import { widthOf } from "../../terminal/width.ts";

const gap = 4;

/** So wide a terminal has room for two charts on a line. */
export const leastForTwo = 110;

/** How wide each of two blocks of lines may be on a line of so many columns. */
export const halfOf = (width: number): number => Math.floor((width - gap) / 2);

/** A line without the colours that we gave it. All else in it is safe text, which has no escape of its own. */
const plain = (line: string): string => line.replace(/\u001b\[\d+m/g, "");

/** Two blocks of lines beside each other, the first of which is filled up to a width. */
export const sideBySide = (left: readonly string[], right: readonly string[], width: number): string[] =>
  Array.from({ length: Math.max(left.length, right.length) }, (_, index) => {
    const line = left[index] ?? "";
    const other = right[index] ?? "";
    return other === "" ? line : line + " ".repeat(Math.max(0, width - widthOf(plain(line))) + gap) + other;
  });
