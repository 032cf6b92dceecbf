/**
 * Characters that could move a terminal's cursor, change its state, reorder or hide text: control characters (C0, DEL, C1), line and
 * paragraph separators, lone surrogates, and format characters such as bidirectional overrides. The joiners U+200C and U+200D stay:
 * scripts and emoji need them, and they hide nothing.
 */
const unsafeCharacters = /[\p{Cc}\p{Zl}\p{Zp}\p{Cs}]|(?![\u200c\u200d])\p{Cf}/gu;

const printable = /^[\x20-\x7e]*$/;

const shortEscapes = new Map([
  ["\n", String.raw`\n`],
  ["\r", String.raw`\r`],
  ["\t", String.raw`\t`],
]);

const hex = (value: number): string => value.toString(16).padStart(4, "0");

/** `\u` escapes of a character as JSON and YAML both read them: astral ones as two surrogates. */
const unicodeEscape = (character: string): string =>
  Array.from({ length: character.length }, (_, index) => String.raw`\u${hex(character.charCodeAt(index))}`).join("");

/** One line of text that a stranger wrote, safe for a terminal: what could control it, or hide or reorder text, is shown as an escape. */
export const safeText = (text: string): string =>
  printable.test(text) ? text : text.replace(unsafeCharacters, (character) => shortEscapes.get(character) ?? unicodeEscape(character));

/** The same for text whose line breaks are its own, such as YAML: each line is made safe by itself. */
export const safeLines = (text: string): string[] => text.split("\n").map((line) => safeText(line.replace(/\r$/, "")));

/**
 * JSON text with every character that is unsafe on a terminal as a `\u` escape, so that it stays the same JSON. They can only stand inside
 * strings: `JSON.stringify` writes nothing but plain characters around them. Its own line breaks and indentation stay.
 */
export const safeJson = (json: string): string =>
  json.replace(unsafeCharacters, (character) => (character === "\n" ? character : unicodeEscape(character)));

/** Whether any character of a text is unsafe on a terminal. */
export const isUnsafe = (text: string): boolean => !printable.test(text) && text.search(unsafeCharacters) !== -1;
