import { safeText } from "@meshaudit/client";

const isHighSurrogate = (unit: number): boolean => unit >= 0xd800 && unit <= 0xdbff;

/** The first UTF-16 units of a text, at most so many, without half a character at the end. */
const head = (text: string, most: number): string => {
  if (text.length <= most) return text;
  return text.slice(0, isHighSurrogate(text.charCodeAt(most - 1)) ? most - 1 : most);
};

/**
 * A stranger's text as one line of at most `most` (1 or more) UTF-16 units: what controls, hides or reorders text is shown as an escape,
 * every run of spaces is one space, and `…` stands for what is cut off. Its cost does not grow with the text.
 */
export const oneLine = (text: string, most: number): string => {
  const line = safeText(head(text, most)).replace(/\p{Zs}+/gu, " ");
  return text.length <= most && line.length <= most ? line : `${head(line, most - 1)}…`;
};
