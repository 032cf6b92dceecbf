import { isCollection, isMap, isNode, isScalar, type Node, type ParsedNode } from "yaml";
import { compose, type Composed } from "./compose.ts";
import type { Obstacle, Span } from "./manifest.ts";

/** A document that has no errors once its broken stretches are left out. */
export interface Mended extends Composed {
  /** The text that was read: the document's own, with blanks for what was left out. */
  text: string;
  /** What was left out, in the order of finding. Each begins at a character that is no blank. */
  lost: Span[];
}

/** How often a document is read again, how much of it in all, and with how many errors. A person types at one place. */
const mostTries = 8;
const mostReread = 1 << 20;
const mostErrors = 100;

/** How many errors are looked into for where the first of them begins: one may be found out after others that follow from it. */
const lookedInto = 10;

const endOfLine = (text: string, at: number): number => {
  const end = text.indexOf("\n", at);
  return end < 0 ? text.length : end;
};
const startOfLine = (text: string, at: number): number => text.lastIndexOf("\n", at - 1) + 1;

const blankOrComment = /^[ \t]*(?:#.*)?\r?$/;
const tokenStart = /[^ \t\r]/;
const dashes = /^ *(?:- +)*/;

/** A node of one piece: a scalar, an alias, or a collection in brackets. */
const isPiece = (node: Node): boolean => !isCollection(node) || node.flow === true;

const childrenOf = (node: Node): Node[] => {
  if (!isCollection(node)) return [];
  const parts = isMap(node) ? node.items.flatMap(({ key, value }) => [key, value]) : node.items;
  return parts.filter((part) => isNode(part));
};

/** The outermost piece of a tree whose range fits. */
const pieceWhere = (root: Node | null, fits: (range: readonly [number, number, number]) => boolean): Node | null => {
  let at: Node | null | undefined = root;
  while (at && !isPiece(at)) at = childrenOf(at).find((child) => child.range && fits(child.range));
  return at?.range && fits(at.range) ? at : null;
};

/** Whether a quoted scalar or a collection in brackets never ends, and has swallowed what stands behind it. */
const isOpen = (node: Node, text: string): boolean => {
  const [start, end] = node.range ?? [0, 0];
  const last = text[end - 1];
  if (isCollection(node)) return last !== (text[start] === "{" ? "}" : "]");
  return isScalar(node) && (text[start] === '"' || text[start] === "'") && (end - start < 2 || last !== text[start]);
};

/** Where the first piece begins that an error at `at` spoils. */
const culprit = (contents: ParsedNode | null, text: string, at: number): number => {
  // What never ends is found out at its end, which may be lines further down.
  const before = pieceWhere(contents, ([start, , end]) => start <= at && at <= end);
  if (before?.range && isOpen(before, text)) return before.range[0];
  const line = startOfLine(text, at);
  const lineEnd = endOfLine(text, at);
  const indicators = line + (dashes.exec(text.slice(line, lineEnd))?.[0].length ?? 0);
  const from = Math.max(at, at <= indicators ? indicators : line);
  const token = text.slice(from, lineEnd).search(tokenStart);
  if (token >= 0) {
    const place = from + token;
    return pieceWhere(contents, ([start, , end]) => start <= place && place < end)?.range?.[0] ?? place;
  }
  // Nothing is left of the line but its dashes, or of the document after it.
  const first = text.slice(line, lineEnd).search(tokenStart);
  if (first >= 0) return line + first;
  const last = text.slice(0, line).trimEnd().length;
  return last === 0 ? line : startOfLine(text, last) + text.slice(startOfLine(text, last), last).search(tokenStart);
};

/** Where the first line after `from` begins that is outside: neither blank nor a comment, and indented as `isOutside` says. */
const endOfInside = (text: string, from: number, isOutside: (indent: number, isDash: boolean) => boolean): number => {
  let end = endOfLine(text, from);
  while (end < text.length) {
    const next = endOfLine(text, end + 1);
    const content = text.slice(end + 1, next);
    const indent = content.search(/[^ ]/);
    if (!blankOrComment.test(content) && isOutside(indent, /^-(?:[ \t\r]|$)/.test(content.slice(indent)))) break;
    end = next;
  }
  return end;
};

/** What is inside of an entry of a mapping: all that is indented more, and a list in the entry's own column, which may be its value. */
const outsideEntry =
  (column: number) =>
  (indent: number, isDash: boolean): boolean =>
    indent < column || (indent === column && !isDash);

/** How far a broken stretch reaches: over the rest of its line and all that could be inside of the entry on it. */
const reach = (text: string, start: number): Span => {
  const line = startOfLine(text, start);
  const head = text.slice(line, start);
  const column = /^ *\t/.test(head) ? head.indexOf("\t") : Math.min((dashes.exec(head)?.[0] ?? "").length, start - line);
  return { start, end: endOfInside(text, start, outsideEntry(column)) };
};

const columnOf = (text: string, at: number): number => at - startOfLine(text, at);

/**
 * The block that a broken line is inside of without standing in its column, with all that could be inside of the entry whose value it is:
 * it cannot be told which of the two is in the wrong place. Null for a line that stands in the column of a block.
 */
const misplaced = (contents: ParsedNode | null, text: string, at: number): Span | null => {
  const line = startOfLine(text, at);
  const column = text.slice(line).search(/[^ ]/);
  let parent: Node | null = null;
  let block: Node | null | undefined = contents;
  while (block?.range && !isPiece(block) && columnOf(text, block.range[0]) < column) {
    parent = block;
    block = childrenOf(block).findLast(({ range }) => range && range[0] < line);
  }
  if (!block?.range || isPiece(block) || parent?.range === undefined || parent.range === null || columnOf(text, block.range[0]) === column)
    return null;
  const [start] = block.range;
  const outer = columnOf(text, parent.range[0]);
  return { start, end: endOfInside(text, start, isMap(parent) ? outsideEntry(outer) : (indent) => indent <= outer) };
};

const first = (errors: readonly number[]): number[] => errors.toSorted((a, b) => a - b).slice(0, lookedInto);

const blanked = (text: string, { start, end }: Span): string =>
  text.slice(0, start) + text.slice(start, end).replace(/[^\r\n]/g, " ") + text.slice(end);

/**
 * Reads a document that may be broken because a person is typing in it: what is broken is left out, with all that could belong to it, until
 * the rest is clean YAML. So the rest is where it seems to be: no line moves to another parent, no entry to another index.
 */
export const mend = (text: string): Mended | Obstacle => {
  let read = compose(text);
  let mended = text;
  const lost: Span[] = [];
  const tries = Math.min(mostTries, Math.max(1, Math.floor(mostReread / Math.max(1, text.length))));
  while (typeof read !== "string" && read.errors.length > 0 && lost.length <= tries) {
    const { contents } = read;
    const start = Math.min(...first(read.errors).map((at) => culprit(contents, mended, at)));
    const isLast = lost.length === tries || read.errors.length > mostErrors;
    const span = isLast ? { start, end: text.length } : (misplaced(contents, mended, start) ?? reach(mended, start));
    lost.push(span);
    mended = blanked(mended, span);
    read = compose(mended);
  }
  if (typeof read === "string") return read;
  return read.errors.length > 0 ? { contents: null, errors: [], comments: [], text: mended, lost } : { ...read, text: mended, lost };
};
