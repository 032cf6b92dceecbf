import { eastAsianWidth } from "get-east-asian-width";

/** Text of which each character takes one column: ASCII, letters of the Latin script, dashes, dots, arrows and lines of boxes. */
const simple = /^[\x20-\x7e\u00a1-\u00ac\u00ae-\u02ff\u2010-\u2027\u2190-\u2193\u2500-\u257f]*$/;

/** What takes long to make is made at first use: most text is simple. */
let unicode: { segmenter: Intl.Segmenter; emoji: RegExp; invisible: RegExp } | null = null;

const knowUnicode = (): NonNullable<typeof unicode> =>
  (unicode ??= {
    segmenter: new Intl.Segmenter(),
    emoji: new RegExp(String.raw`^(?:\p{RGI_Emoji}|\p{Regional_Indicator}|[\d#*]\ufe0f)`, "v"),
    invisible: new RegExp(String.raw`^[\p{Default_Ignorable_Code_Point}\p{Control}\p{Nonspacing_Mark}\p{Enclosing_Mark}\p{Format}]`, "v"),
  });

/** The pieces that a terminal shows as one. */
const graphemes = (text: string): string[] => Array.from(knowUnicode().segmenter.segment(text), ({ segment }) => segment);

/** An emoji takes two columns, whatever it is put together from; anything else what its visible characters take. */
const graphemeWidth = (grapheme: string): number => {
  const { emoji, invisible } = knowUnicode();
  if (emoji.test(grapheme)) return 2;
  let width = 0;
  for (const character of grapheme) if (!invisible.test(character)) width += eastAsianWidth(character.codePointAt(0) ?? 0);
  return Math.min(2, width);
};

/** Columns that a text takes on a terminal. The text has no colours: they are added last. */
export const widthOf = (text: string): number =>
  simple.test(text) ? text.length : graphemes(text).reduce((sum, grapheme) => sum + graphemeWidth(grapheme), 0);

/** A text filled up with spaces to a width. */
export const padTo = (text: string, width: number): string => text + " ".repeat(Math.max(0, width - widthOf(text)));

/** The beginning of a plain text that fits a width, never a half of what a terminal shows as one character; and the rest. */
const splitAt = (text: string, width: number): [string, string] => {
  if (simple.test(text)) return [text.slice(0, width), text.slice(width)];
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

/** Where a long word is best broken: after the last of these within a width, such as in a path. */
const joint = /^.*[./[\],;:=_-]/s;

const breakWord = (word: string, width: number): [string, string] => {
  const [head] = splitAt(word, width);
  const atJoint = joint.exec(head)?.[0] ?? "";
  const kept = widthOf(atJoint) * 2 > width ? atJoint : head;
  return [kept, word.slice(kept.length)];
};

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
    // A word that is too long for any line goes on where the line stands.
    const tooLong = widthOf(word) > width && widthOf(line) * 2 <= width;
    if (line !== "" && !tooLong) lines.push(line);
    let rest = tooLong ? longer : word;
    while (widthOf(rest) > width) {
      const [head, tail] = breakWord(rest, width);
      if (tail === "") break;
      lines.push(head);
      rest = tail;
    }
    line = rest;
  }
  return [...lines, line];
};
