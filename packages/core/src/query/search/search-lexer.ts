import type { Span } from "../../model/error.ts";
import { queryError, quoted } from "../text/query-error.ts";
import type { WordPart } from "./search-node.ts";

/** A `phrase` is `#"…"`; `compare` is one of = > >= < <=. */
export type SearchToken =
  | { kind: "word" | "quoted" | "phrase"; parts: WordPart[]; span: Span }
  | { kind: "compare"; operator: string; span: Span }
  | { kind: ":" | "(" | ")" | "[" | "]" | "end"; span: Span };

export interface SearchLexer {
  /** The next token, without going past it. */
  peek(): SearchToken;
  next(): SearchToken;
  /** The next token where a value stands: there `:`, `=` and brackets are characters like others. */
  nextValue(): SearchToken;
  /** The next token where a range's bound stands: a time's `:` is a character like others. */
  nextBound(): SearchToken;
  /** Whether the token after the next one opens a range. */
  opensRange(): boolean;
}

const endOfName = /[\s:()[\]"=<>]/;
const endOfValue = /[\s()"]/;
const endOfBound = /[\s()[\]"]/;
const index = /\[\d+\]/y;

/** Reads the tokens of a search: `text` up to `end`. */
export const searchLexer = (text: string, end: number): SearchLexer => {
  let at = 0;

  const skipSpace = () => {
    while (at < end && /\s/.test(text[at] ?? "")) at++;
  };

  const readQuoted = (kind: "quoted" | "phrase", start: number): SearchToken => {
    let value = "";
    for (at += 1; at < end && text[at] !== '"'; at++) {
      if (text[at] === "\\" && at + 1 < end && (text[at + 1] === '"' || text[at + 1] === "\\")) at++;
      value += text[at];
    }
    if (at >= end)
      throw queryError(
        text,
        { start, end },
        `the quote ${quoted(text.slice(start, end))} is not closed`,
        'a " inside quotes is written \\"',
      );
    at++;
    return { kind, parts: [{ kind: "text", text: value }], span: { start, end: at } };
  };

  const readWord = (ends: RegExp): SearchToken => {
    const start = at;
    const parts: WordPart[] = [];
    let piece = "";
    const endPiece = () => {
      if (piece !== "") parts.push({ kind: "text", text: piece });
      piece = "";
    };
    while (at < end) {
      const char = text[at] ?? "";
      index.lastIndex = at;
      if (ends === endOfName && index.test(text) && at > start) {
        piece += text.slice(at, index.lastIndex);
        at = index.lastIndex;
        continue;
      }
      if (ends.test(char)) break;
      if (char === "*" || char === "?") {
        endPiece();
        parts.push({ kind: char === "*" ? "some" : "one" });
      } else if (char === "\\" && at + 1 < end) piece += text[++at];
      else piece += char;
      at++;
    }
    endPiece();
    return { kind: "word", parts, span: { start, end: at } };
  };

  const read = (ends: RegExp): SearchToken => {
    skipSpace();
    const start = at;
    const char = text[at];
    if (char === undefined || at >= end) return { kind: "end", span: { start: end, end } };
    if (char === '"') return readQuoted("quoted", start);
    if (char === "#" && text[at + 1] === '"') {
      at++;
      return readQuoted("phrase", start);
    }
    if (!ends.test(char)) return readWord(ends);
    at++;
    if (char === ":" || char === "(" || char === ")" || char === "[" || char === "]") return { kind: char, span: { start, end: at } };
    if ((char === ">" || char === "<") && text[at] === "=") at++;
    return { kind: "compare", operator: text.slice(start, at), span: { start, end: at } };
  };

  const ahead = <T>(look: () => T): T => {
    const before = at;
    const seen = look();
    at = before;
    return seen;
  };

  return {
    peek: () => ahead(() => read(endOfName)),
    next: () => read(endOfName),
    nextValue: () => read(endOfValue),
    nextBound: () => read(endOfBound),
    opensRange: () =>
      ahead(() => {
        read(endOfName);
        const { kind } = read(endOfName);
        return kind === "[" || kind === "(";
      }),
  };
};
