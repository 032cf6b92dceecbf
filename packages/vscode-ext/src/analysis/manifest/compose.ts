import { Composer, type CST, type Document, Lexer, Parser, type ParsedNode } from "yaml";
import { watchLexemes } from "./lexemes.ts";
import type { Obstacle, Span } from "./manifest.ts";

/** A document as YAML has it. Offsets are in the document's own text. */
export interface Composed {
  /** null for an empty document. */
  contents: ParsedNode | null;
  /** Where something is wrong; with one, nothing after the first is sure to be where it seems. */
  errors: number[];
  comments: Span[];
}

const options = {
  // Scalars stay text: what they mean is decided in scalar.ts.
  schema: "failsafe",
  resolveKnownTags: false,
  // The library compares each key with each other; keys that stand twice are found in entries.ts.
  uniqueKeys: false,
  prettyErrors: false,
  logLevel: "silent",
} as const;

const isTooDeep = (error: unknown): boolean => error instanceof RangeError;

/** Does something without errors keeping their stacks: a text can have a million errors, and a stack costs more than all else in one. */
const withoutStacks = <T>(act: () => T): T => {
  const limit = Error.stackTraceLimit;
  Error.stackTraceLimit = 0;
  try {
    return act();
  } finally {
    Error.stackTraceLimit = limit;
  }
};

const composed = (text: string): Composed | Obstacle => {
  const watch = watchLexemes();
  const lexer = new Lexer();
  const parser = new Parser();
  const tokens: CST.Token[] = [];
  try {
    for (const lexeme of lexer.lex(text)) {
      const obstacle = watch.next(lexeme);
      if (obstacle !== null) return obstacle;
      for (const token of parser.next(lexeme)) tokens.push(token);
    }
    for (const token of parser.end()) tokens.push(token);
  } catch (error) {
    // The parser closes blocks by recursion: thousands that end at once are more than the stack holds.
    if (isTooDeep(error)) return "too-deep";
    throw error;
  }
  const documents: Document.Parsed<ParsedNode, false>[] = [...new Composer<ParsedNode, false>(options).compose(tokens)];
  const errors = documents.flatMap((document) => document.errors);
  if (errors.some(({ code }) => code === "RESOURCE_EXHAUSTION")) return "too-deep";
  return { contents: documents[0]?.contents ?? null, errors: errors.map(({ pos }) => pos[0]), comments: watch.comments };
};

/** The syntax tree of one document's text, or why it must not be built. Never throws on any text. */
export const compose = (text: string): Composed | Obstacle => withoutStacks(() => composed(text));
