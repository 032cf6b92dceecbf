import type { Word, WordPart } from "./search-node.ts";

/** What separates words, besides white space. Source: Simple Log Service, the default delimiters of an index. */
const delimiters = ",'\";=()[]{}?@&<>/:";

const isDelimiter = (char: string): boolean => delimiters.includes(char) || /\s/.test(char);

/** Splits what was typed into words. The `*` and `?` of a text that was not quoted are parts of words; `?` else separates them. */
export const splitWords = (typed: readonly WordPart[]): Word[] => {
  const words: WordPart[][] = [];
  let word: WordPart[] = [];
  let text = "";
  const endText = () => {
    if (text !== "") word.push({ kind: "text", text });
    text = "";
  };
  const endWord = () => {
    endText();
    if (word.length > 0) words.push(word);
    word = [];
  };
  for (const part of typed) {
    if (part.kind !== "text") {
      endText();
      word.push(part);
      continue;
    }
    for (const char of part.text) {
      if (isDelimiter(char)) endWord();
      else text += char;
    }
  }
  endWord();
  return words;
};

const escaped = (text: string): string => text.replaceAll(/[\\^$.|?*+()[\]{}-]/g, "\\$&");

const gap = `[\\s${escaped(delimiters)}]`;
const inWord = `[^\\s${escaped(delimiters)}]`;
/** Also a delimiter: a `?` that was typed as part of a URI is found too. */
const oneChar = "\\S";
/** In JSON text a line end or a quote stands escaped, and separates words like the character it stands for. */
const jsonGap = `(?:${gap}|\\\\["\\\\/bfnrt])`;

const patternOf = (word: Word): string =>
  word.map((part) => (part.kind === "text" ? escaped(part.text) : part.kind === "some" ? `${inWord}*` : oneChar)).join("");

/**
 * The regular expression (RE2 and Java) that finds words one after another in a text, whatever their case.
 *
 * @param json whether the text is JSON.
 */
export const regexOfWords = (words: readonly Word[], json: boolean): string => {
  const between = json ? jsonGap : gap;
  return `(?i)(?:^|${between})${words.map(patternOf).join(`${between}+`)}(?:$|${between})`;
};

/**
 * A text, in lower case, that is in every text that `regexOfWords` finds these words in; null when no text is certain to be: case is no
 * simple matter beyond ASCII. `whole`: a text that is equal to it is found too.
 */
export const certainText = (words: readonly Word[]): { part: string | null; whole: boolean } => {
  const parts = words.flat().flatMap((part) => (part.kind === "text" && /^[\x20-\x7e]*$/.test(part.text) ? [part.text.toLowerCase()] : []));
  const longest = parts.toSorted((a, b) => b.length - a.length)[0] ?? null;
  return { part: longest, whole: words.length === 1 && words[0]?.length === 1 };
};
