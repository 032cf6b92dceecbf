import type { JsonValue } from "@meshaudit/core";
import type { Span } from "./manifest.ts";
import { scalarValue } from "./scalar.ts";

/** A scalar, or an empty list or mapping, that ends on its line. */
export interface PlainValue {
  value: JsonValue;
  exact: boolean;
  span: Span;
}

/** A key, and where its value begins, or would. */
export interface PlainKey {
  text: string;
  span: Span;
  valueAt: number;
}

/** A line of plain block style, `- - key: value # comment`, of which any part may be missing. Offsets are in the line. */
export interface PlainLine {
  /** Where its `- ` are. */
  dashes: number[];
  key: PlainKey | null;
  value: PlainValue | null;
  comment: Span | null;
}

const blanks = / */y;
const dash = /- +(?=[^ #])/y;
/** As Kubernetes' own fields, labels and annotations are called; the colon makes it a key. */
const plainKey = /[A-Za-z_][\w./-]*(?=:(?: |$))/y;
const inQuotes = /"[^"\\]*"|'[^']*'(?!')/y;
const empty = /\[\]|\{\}/y;
/** Begins with nothing that means something to YAML; ends before a comment. */
const plainText = /(?:[\w./$~+\\(]|-[\w./])(?:(?! #).)*/y;

const match = (pattern: RegExp, text: string, at: number): string => {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0] ?? "";
};

const withoutBlanks = (text: string): string => {
  let end = text.length;
  while (text[end - 1] === " ") end--;
  return text.slice(0, end);
};

const valueAt = (line: string, start: number): PlainValue | null => {
  const spanOf = (text: string): Span => ({ start, end: start + text.length });
  const text = withoutBlanks(match(plainText, line, start));
  if (text !== "") {
    const found = text.includes(": ") || text.endsWith(":") ? null : scalarValue(text, true, undefined);
    return found === null ? null : { ...found, span: spanOf(text) };
  }
  const quoted = match(inQuotes, line, start);
  if (quoted !== "") return { value: quoted.slice(1, -1), exact: true, span: spanOf(quoted) };
  const nothing = match(empty, line, start);
  return nothing === "" ? null : { value: nothing === "[]" ? [] : {}, exact: true, span: spanOf(nothing) };
};

/** Reads a line without its line break; null when there is more to it than plain block style. */
export const plainLine = (line: string): PlainLine | null => {
  let at = match(blanks, line, 0).length;
  const dashes: number[] = [];
  for (let found = match(dash, line, at); found !== ""; found = match(dash, line, at)) {
    dashes.push(at);
    at += found.length;
  }
  const text = match(plainKey, line, at);
  let key: PlainKey | null = null;
  if (text !== "") {
    // `on` and `null` are keys, but no texts; `__proto__` is nothing to assign to.
    if (text === "__proto__" || scalarValue(text, true, undefined)?.value !== text) return null;
    const span = { start: at, end: at + text.length };
    at = span.end + 1 + match(blanks, line, span.end + 1).length;
    key = { text, span, valueAt: at };
  }
  const value = valueAt(line, at);
  if (value !== null) {
    at = value.span.end;
    const after = match(blanks, line, at).length;
    // A comment needs a blank before it.
    if (after === 0 && at < line.length) return null;
    at += after;
  }
  const comment = line.startsWith("#", at) ? { start: at, end: line.length } : null;
  return comment === null && at < line.length ? null : { dashes, key, value, comment };
};
