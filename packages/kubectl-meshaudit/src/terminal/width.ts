import stringWidth from "string-width";

const ascii = /^[\x20-\x7e]*$/;

/** The pieces that a terminal shows as one, made at first use: it costs a millisecond that plain text need not pay. */
let segmenter: Intl.Segmenter | null = null;

const graphemes = (text: string): string[] => {
  segmenter ??= new Intl.Segmenter();
  return Array.from(segmenter.segment(text), ({ segment }) => segment);
};

/** Columns that a text takes on a terminal. Colours count nothing. */
export const widthOf = (text: string): number => (ascii.test(text) ? text.length : stringWidth(text));

/** A text filled up with spaces to a width. */
export const padTo = (text: string, width: number): string => text + " ".repeat(Math.max(0, width - widthOf(text)));

/** The beginning of a plain text that fits a width, never a half of what a terminal shows as one character; and the rest. */
const splitAt = (text: string, width: number): [string, string] => {
  if (ascii.test(text)) return [text.slice(0, width), text.slice(width)];
  let taken = 0;
  let length = 0;
  for (const grapheme of graphemes(text)) {
    taken += widthOf(grapheme);
    if (taken > width && length > 0) break;
    length += grapheme.length;
    if (taken > width) break;
  }
  return [text.slice(0, length), text.slice(length)];
};

/** A plain text cut to a width, with an ellipsis where something was cut off. */
export const truncate = (text: string, width: number): string => (widthOf(text) <= width ? text : `${splitAt(text, width - 1)[0]}…`);

/** A plain text in lines of at most a width, broken at spaces, and within a word only where the word alone is too long. */
export const wrap = (text: string, width: number): string[] => {
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(" ")) {
    const longer = line === "" ? word : `${line} ${word}`;
    if (widthOf(longer) <= width) {
      line = longer;
      continue;
    }
    if (line !== "") lines.push(line);
    let rest = word;
    while (widthOf(rest) > width) {
      const [head, tail] = splitAt(rest, width);
      if (tail === "") break;
      lines.push(head);
      rest = tail;
    }
    line = rest;
  }
  return [...lines, line];
};
