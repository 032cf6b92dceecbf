import { isUnsafe } from "@meshaudit/client";

const plain = /^[\w@%+=:,./-]+$/;

const escaped = (character: string): string => {
  if (character === "'" || character === "\\") return `\\${character}`;
  if (!isUnsafe(character)) return character;
  const code = character.codePointAt(0) ?? 0;
  return code < 0x80 ? `\\x${code.toString(16).padStart(2, "0")}` : `\\U${code.toString(16).padStart(8, "0")}`;
};

/**
 * A text as one word of a POSIX shell. What would act on a terminal when it is pasted, such as a line break or an escape sequence, is
 * written as `$'…'` (bash, zsh, ksh). Nothing in it is ever expanded.
 */
export const shellWord = (text: string): string => {
  if (plain.test(text)) return text;
  if (isUnsafe(text)) return `$'${Array.from(text, escaped).join("")}'`;
  return `'${text.replaceAll("'", String.raw`'\''`)}'`;
};
