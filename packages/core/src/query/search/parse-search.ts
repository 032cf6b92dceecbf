import type { Span } from "../../model/error.ts";
import { limits } from "../text/limits.ts";
import { queryError, quoted } from "../text/query-error.ts";
import { searchLexer, type SearchToken } from "./search-lexer.ts";
import type { Bound, Comparison, FieldName, SearchNode, WordPart } from "./search-node.ts";
import { splitWords } from "./words.ts";

const everything = (token: SearchToken): boolean => token.kind === "word" && token.parts.length === 1 && token.parts[0]?.kind === "some";

const textOf = (parts: readonly WordPart[]): string =>
  parts.map((part) => (part.kind === "text" ? part.text : part.kind === "some" ? "*" : "?")).join("");

/**
 * Parses the part of a query before `|`: `not` binds closer than `and`, `and` than `or`, and words side by side are `and`.
 *
 * @param end where it ends in `text`.
 * @throws MeshauditError `query-invalid`.
 */
export const parseSearch = (text: string, end: number): SearchNode => {
  const lexer = searchLexer(text, end);
  let conditions = 0;

  const fail = (token: { span: Span }, message: string, hint?: string) => queryError(text, token.span, message, hint);
  const found = (token: SearchToken): string =>
    token.kind === "end" ? "the end of the search" : quoted(text.slice(token.span.start, token.span.end));
  const keyword = (token: SearchToken): string | null => (token.kind === "word" ? textOf(token.parts).toLowerCase() : null);

  const parseOr = (depth: number): SearchNode => {
    if (depth > limits.nesting) throw fail(lexer.peek(), `the search is nested more than ${limits.nesting} deep`);
    const operands = [parseAnd(depth)];
    while (keyword(lexer.peek()) === "or") {
      lexer.next();
      operands.push(parseAnd(depth));
    }
    return joined("or", operands);
  };

  const parseAnd = (depth: number): SearchNode => {
    const operands = [parseNot(depth)];
    for (;;) {
      const token = lexer.peek();
      if (keyword(token) === "and") lexer.next();
      else if (token.kind === "end" || token.kind === ")" || keyword(token) === "or") return joined("and", operands);
      operands.push(parseNot(depth));
    }
  };

  const parseNot = (depth: number): SearchNode => {
    let negated = false;
    while (keyword(lexer.peek()) === "not") {
      lexer.next();
      negated = !negated;
    }
    const operand = parseTerm(depth);
    return negated ? { kind: "not", operand } : operand;
  };

  const parseTerm = (depth: number): SearchNode => {
    const token = lexer.next();
    if (token.kind === "(") {
      const inner = parseOr(depth + 1);
      const close = lexer.next();
      if (close.kind !== ")")
        throw fail(close, `")" is expected, to close the one at column ${token.span.start + 1}; found ${found(close)}`);
      return inner;
    }
    if (token.kind !== "word" && token.kind !== "quoted" && token.kind !== "phrase") {
      throw fail(token, `a word or field: value is expected; found ${found(token)}`);
    }
    if (token.kind === "word" && ["and", "or"].includes(keyword(token) ?? "")) {
      throw fail(
        token,
        `a word or field: value is expected before and after ${found(token)}`,
        'put it in double quotes to find the word itself: "and"',
      );
    }
    if (++conditions > limits.conditions) throw fail(token, `the search has more than ${limits.conditions} conditions`);
    const after = lexer.peek();
    const field: FieldName = { name: textOf(token.parts), span: token.span };
    if (after.kind === ":") {
      lexer.next();
      return valueOf(field, lexer.nextValue());
    }
    if (after.kind === "compare") {
      lexer.next();
      const value = lexer.nextValue();
      if (value.kind !== "word" && value.kind !== "quoted")
        throw fail(value, `a number or a time is expected after ${after.operator}; found ${found(value)}`);
      return { kind: "compare", field, operator: after.operator as Comparison, value: textOf(value.parts), span: value.span };
    }
    if (keyword(after) === "in" && lexer.opensRange()) {
      lexer.next();
      return rangeOf(field);
    }
    return wordsOf(null, token);
  };

  const valueOf = (field: FieldName, value: SearchToken): SearchNode => {
    if (value.kind !== "word" && value.kind !== "quoted" && value.kind !== "phrase") {
      throw fail(
        value,
        `a value is expected after ${quoted(`${field.name}:`)}; found ${found(value)}`,
        `${field.name}:* finds events that have the field, ${field.name}:"" those where it is empty`,
      );
    }
    if (everything(value)) return { kind: "present", field };
    if (value.kind === "quoted" && textOf(value.parts) === "") return { kind: "empty", field };
    return wordsOf(field, value);
  };

  const wordsOf = (field: FieldName | null, token: SearchToken & { parts: WordPart[] }): SearchNode => {
    if (field === null && everything(token)) return { kind: "all" };
    const words = splitWords(token.parts);
    if (words.length === 0)
      throw fail(
        token,
        `${found(token)} holds no word to look for`,
        "these characters separate words, and are not searched for themselves; SQL's LIKE does that",
      );
    return { kind: "words", field, words, phrase: token.kind === "phrase", text: textOf(token.parts), span: token.span };
  };

  const rangeOf = (field: FieldName): SearchNode => {
    const open = lexer.next();
    if (open.kind !== "[" && open.kind !== "(") throw fail(open, `"[" or "(" is expected after in; found ${found(open)}`);
    const low = boundOf(open.kind === "[");
    const high = boundOf(true);
    const close = lexer.next();
    if (close.kind !== "]" && close.kind !== ")") {
      throw fail(
        close,
        `"]" or ")" is expected after the range's two bounds; found ${found(close)}`,
        "such as: responseStatus.code in [400 499], or (400 *] for more than 400",
      );
    }
    return { kind: "range", field, low, high: high && { ...high, inclusive: close.kind === "]" } };
  };

  const boundOf = (inclusive: boolean): Bound | null => {
    const token = lexer.nextBound();
    if (token.kind !== "word" && token.kind !== "quoted")
      throw fail(token, `a number, a time or * is expected in the range; found ${found(token)}`);
    return everything(token) ? null : { value: textOf(token.parts), inclusive, span: token.span };
  };

  if (lexer.peek().kind === "end") return { kind: "all" };
  const node = parseOr(0);
  const rest = lexer.next();
  if (rest.kind !== "end") throw fail(rest, `${found(rest)} has no counterpart before it`);
  return node;
};

/** One operand is itself; `*` adds nothing to an `and`. */
const joined = (kind: "and" | "or", operands: SearchNode[]): SearchNode => {
  const telling = kind === "and" ? operands.filter((operand) => operand.kind !== "all") : operands;
  const [only = { kind: "all" } as const, ...others] = telling;
  return others.length === 0 ? only : { kind, operands: telling };
};
