import { CST } from "yaml";
import type { Obstacle, Span } from "./manifest.ts";

/** Nothing that Kubernetes takes nests deeper; beyond it nothing is read, so that whoever walks a document may recurse. */
export const maxNesting = 100;

/** More than 2 MiB of any manifest has; a text of brackets has one in each character, and takes the parser minutes. */
const mostLexemes = 750_000;

/** Looks at a document's lexemes as they go by. */
export interface LexemeWatch {
  /** Takes the next one. Says when no tree must be built from them. */
  next(lexeme: string): Obstacle | null;
  /** Where the comments are so far. */
  comments: Span[];
}

/** Watches the lexemes of one document for templates, for nesting and for comments, at no cost of a look of its own at the text. */
export const watchLexemes = (): LexemeWatch => {
  const comments: Span[] = [];
  let seen = 0;
  let offset = 0;
  let flow = 0;
  let blocks = 0;
  /** Whether the lexeme before was a `{`, and whether the next one is a scalar's text. */
  let opened = false;
  let inScalar = false;
  const nested = (): Obstacle | null => (flow > maxNesting || blocks > maxNesting ? "too-deep" : null);
  const next = (lexeme: string): Obstacle | null => {
    if (++seen > mostLexemes) return "too-large";
    if (lexeme === CST.DOCUMENT) return null;
    if (lexeme === CST.SCALAR) {
      inScalar = true;
      return null;
    }
    if (lexeme === CST.FLOW_END) {
      flow = 0;
      return null;
    }
    const start = offset;
    offset += lexeme.length;
    const wasOpened = opened;
    opened = false;
    if (inScalar) {
      inScalar = false;
      return wasOpened && lexeme.startsWith("%") ? "helm-template" : null;
    }
    switch (lexeme[0]) {
      case "{":
      case "[":
        // `{{` is no YAML that anybody writes: a mapping as a mapping's key.
        if (wasOpened && lexeme === "{") return "helm-template";
        opened = lexeme === "{";
        flow++;
        return nested();
      case "}":
      case "]":
        flow = Math.max(0, flow - 1);
        return null;
      case "-":
      case "?":
      case ":":
        // Each opens a block when it stands in one line with others: `- - - a`.
        if (flow === 0) blocks++;
        return nested();
      case "\r":
      case "\n":
        blocks = 0;
        return null;
      case "#":
        comments.push({ start, end: offset });
        return null;
      default:
        return null;
    }
  };
  return { next, comments };
};
