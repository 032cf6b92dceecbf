import type { MeshauditError, Span } from "../../model/error.ts";
import { limits } from "../text/limits.ts";
import { queryError, quoted } from "../text/query-error.ts";
import { reservedWords } from "./reserved-words.ts";
import { sqlTokens, type SqlToken } from "./sql-lexer.ts";
import type { Name } from "./sql-node.ts";

/** The tokens of a statement, one after another, with what a parser asks of them. Keywords are given in lower case. */
export interface TokenReader {
  peek(ahead?: number): SqlToken;
  next(): SqlToken;
  /** Whether the next tokens are these keywords. */
  at(...keywords: string[]): boolean;
  atSymbol(symbol: string): boolean;
  /** Goes past the keywords when they are next. */
  take(...keywords: string[]): boolean;
  takeSymbol(symbol: string): boolean;
  expect(...keywords: string[]): SqlToken;
  expectSymbol(symbol: string, why?: string): SqlToken;
  /** A name in double quotes, or a bare word that is no keyword. */
  takeName(): Name | null;
  expectName(what: string): Name;
  /** Where the last token ended. */
  readonly end: number;
  /** Parses deeper; throws when that is too deep. */
  nested<T>(parse: () => T): T;
  /** Counts an operator; throws when they are too many. */
  countOperator(token: SqlToken): void;
  unexpected(expected: string, hint?: string): MeshauditError;
  fail(at: Span, message: string, hint?: string): MeshauditError;
}

/** Reads the SQL that begins at `start` in `text`. */
export const tokenReader = (text: string, start: number): TokenReader => {
  const tokens = sqlTokens(text, start);
  const last: SqlToken = tokens.at(-1) ?? { kind: "end", text: "", span: { start: text.length, end: text.length } };
  let at = 0;
  let depth = 0;
  let operators = 0;

  const peek = (ahead = 0): SqlToken => tokens[at + ahead] ?? last;
  const isKeyword = (token: SqlToken, keyword: string) => token.kind === "word" && token.text.toLowerCase() === keyword;
  const isSymbol = (token: SqlToken, symbol: string) => token.kind === "symbol" && token.text === symbol;
  const next = (): SqlToken => {
    const token = peek();
    if (at < tokens.length) at++;
    return token;
  };

  const reader: TokenReader = {
    peek,
    next,
    at: (...keywords) => keywords.every((keyword, index) => isKeyword(peek(index), keyword)),
    atSymbol: (symbol) => isSymbol(peek(), symbol),
    take(...keywords) {
      if (!reader.at(...keywords)) return false;
      at += keywords.length;
      return true;
    },
    takeSymbol(symbol) {
      if (!isSymbol(peek(), symbol)) return false;
      at++;
      return true;
    },
    expect(...keywords) {
      const token = peek();
      if (!reader.take(...keywords)) throw reader.unexpected(keywords.join(" ").toUpperCase());
      return token;
    },
    expectSymbol(symbol, why) {
      if (!isSymbol(peek(), symbol)) throw reader.unexpected(`"${symbol}"`, why);
      return next();
    },
    takeName() {
      const token = peek();
      if (token.kind !== "name" && (token.kind !== "word" || reservedWords.has(token.text.toLowerCase()))) return null;
      at++;
      return { text: token.text, quoted: token.kind === "name", span: token.span };
    },
    expectName(what) {
      const name = reader.takeName();
      if (name !== null) return name;
      const token = peek();
      const reserved = token.kind === "word" ? `${token.text} is a word of the language; as a name it stands in double quotes` : undefined;
      throw reader.unexpected(what, token.kind === "string" ? "a name stands in double quotes, a text in single ones" : reserved);
    },
    get end() {
      return tokens[at - 1]?.span.end ?? start;
    },
    nested(parse) {
      if (++depth > limits.nesting) throw queryError(text, peek().span, `the statement is nested more than ${limits.nesting} deep`);
      const parsed = parse();
      depth--;
      return parsed;
    },
    countOperator(token) {
      if (++operators > limits.operators) {
        throw queryError(
          text,
          token.span,
          `the statement has more than ${limits.operators} operators`,
          "IN (…) takes a list of any length",
        );
      }
    },
    unexpected(expected, hint) {
      const token = peek();
      const found = token.kind === "end" ? "the end of the query" : quoted(text.slice(token.span.start, token.span.end));
      return queryError(text, token.span, `${expected} is expected; found ${found}`, hint);
    },
    fail: (span, message, hint) => queryError(text, span, message, hint),
  };
  return reader;
};
