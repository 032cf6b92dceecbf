import type { Span } from "../../model/error.ts";
import { queryError, quoted } from "../text/query-error.ts";

/** A `word` is a bare name or a keyword; `symbol` an operator or punctuation. `text` is the value: without quotes, escapes resolved. */
export interface SqlToken {
  kind: "word" | "name" | "string" | "number" | "symbol" | "end";
  text: string;
  span: Span;
}

const space = /(?:\s+|--[^\n]*)+/y;
const word = /[\p{L}_][\p{L}\p{N}_]*/uy;
const number = /(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?/y;
const symbol = /<>|!=|<=|>=|\|\||[-+*/%=<>(),.[\];]/y;

const strange = new Map([
  ["`", "put a column's name in double quotes, a text in single ones"],
  ["“", "put a column's name in straight double quotes: \""],
  ["”", "put a column's name in straight double quotes: \""],
  ["‘", "put a text in straight single quotes: '"],
  ["’", "put a text in straight single quotes: '"],
]);

/**
 * Splits SQL into tokens: double quotes a name, single quotes a text, each doubled to stand for itself; a backslash is a character
 * like others. There are no dollar quotes, string prefixes, parameters or variables.
 *
 * @param start where the SQL begins in `text`.
 * @throws MeshauditError `query-invalid` for a character that begins no token, and for quotes and comments that do not end.
 */
export const sqlTokens = (text: string, start: number): SqlToken[] => {
  const tokens: SqlToken[] = [];
  let at = start;

  const match = (pattern: RegExp): string | null => {
    pattern.lastIndex = at;
    return pattern.exec(text)?.[0] ?? null;
  };
  const push = (kind: SqlToken["kind"], value: string, end: number) => {
    tokens.push({ kind, text: value, span: { start: at, end } });
    at = end;
  };
  const readQuoted = (quote: string): { value: string; end: number } => {
    let value = "";
    for (let from = at + 1; ;) {
      const close = text.indexOf(quote, from);
      if (close < 0) {
        const what = quote === '"' ? "the name" : "the text";
        throw queryError(
          text,
          { start: at, end: text.length },
          `${what} ${quoted(text.slice(at))} is not closed`,
          `it ends at the next ${quote}; a ${quote} inside is doubled`,
        );
      }
      value += text.slice(from, close);
      if (text[close + 1] !== quote) return { value, end: close + 1 };
      value += quote;
      from = close + 2;
    }
  };

  while (at < text.length) {
    const gap = match(space);
    if (gap !== null) {
      at += gap.length;
      continue;
    }
    if (text.startsWith("/*", at)) {
      const close = text.indexOf("*/", at + 2);
      if (close < 0) throw queryError(text, { start: at, end: text.length }, "the comment is not closed", "it ends at */");
      at = close + 2;
      continue;
    }
    const char = text[at] ?? "";
    if (char === '"' || char === "'") {
      const { value, end } = readQuoted(char);
      if (char === '"' && value === "") throw queryError(text, { start: at, end }, "a name is empty");
      push(char === '"' ? "name" : "string", value, end);
      continue;
    }
    const name = match(word);
    const digits = name === null ? match(number) : null;
    const sign = name === null && digits === null ? match(symbol) : null;
    const value = name ?? digits ?? sign;
    if (value === null) {
      const code = text.codePointAt(at) ?? 0;
      const end = at + (code > 0xffff ? 2 : 1);
      throw queryError(text, { start: at, end }, `${quoted(text.slice(at, end))} means nothing in SQL here`, strange.get(char));
    }
    push(name === null ? (digits === null ? "symbol" : "number") : "word", value, at + value.length);
  }
  tokens.push({ kind: "end", text: "", span: { start: text.length, end: text.length } });
  return tokens;
};
