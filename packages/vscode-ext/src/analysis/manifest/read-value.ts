import type { JsonObject, JsonValue, Path } from "@meshaudit/core";
import { isAlias, isMap, isScalar, type Alias, type Node, type Scalar, type YAMLMap, type YAMLSeq } from "yaml";
import { entriesOf, type Entry } from "./entries.ts";
import { maxNesting } from "./lexemes.ts";
import type { ManifestField, Span } from "./manifest.ts";
import { scalarValue } from "./scalar.ts";
import { resolved, spanOf, within, type Walk } from "./walk.ts";

/** A mapping of a document as plain JSON, and where everything in it stands. */
export interface ReadValue {
  value: JsonObject;
  fields: ManifestField[];
  /** From the first key to the end of the last value. */
  span: Span;
}

/** Where a value stands in its object. */
interface Place {
  path: Path;
  keySpan: Span | null;
  /** The alias that it came in by; null for what stands here itself. */
  alias: Span | null;
  /** Whether the alias brings more than this value. */
  inherited: boolean;
  /** False keeps it out of the fields: it is not sure what it is. */
  told: boolean;
}

const afterBlanks = /(?:[ \t\r\n]|#.*)*/y;
const afterSpaces = /[ \t]*/y;

/** Whether what was left out of a document is at a value or right behind it, and may have been a part of it. */
const isCutOff = ({ document: { text, lost } }: Walk, { start, end }: Span): boolean => {
  if (lost.length === 0) return false;
  const blanks = start === end ? afterBlanks : afterSpaces;
  blanks.lastIndex = end;
  const next = end + (blanks.exec(text)?.[0].length ?? 0);
  return lost.some((span) => span.start <= next && start <= span.end);
};

const beforeTag = /[\s,[{]/;

/** Where the tag of a scalar begins that begins itself at `value`. */
const startOfTag = (text: string, value: number): number => {
  let start = Math.max(0, text.lastIndexOf("!", value));
  while (start > 0 && !beforeTag.test(text.charAt(start - 1))) start--;
  return start;
};

/** Where a scalar stands: from its tag, if it has one, and without the line break at a block's end, which belongs to the line. */
const spanOfScalar = (node: Scalar, text: string): Span => {
  const { start: value, end } = spanOf(node);
  const start = node.tag === undefined ? value : startOfTag(text, value);
  if (node.type !== "BLOCK_LITERAL" && node.type !== "BLOCK_FOLDED") return { start, end };
  const line = text[end - 1] === "\n" ? end - 1 : end;
  return { start, end: line > value && text[line - 1] === "\r" ? line - 1 : line };
};

const nothing = Symbol("nothing that could be read");
type Read = JsonValue | typeof nothing;

/** Reads one mapping of a document: an object, or what holds some. */
export const readValue = (walk: Walk, root: YAMLMap): ReadValue => {
  const { text } = walk.document;
  const fields: ManifestField[] = [];
  /** How far what was read reaches. */
  let end = spanOf(root).start;

  const tell = (place: Place, span: Span, leaf: boolean, exact: boolean): ManifestField => {
    const { path, keySpan, alias, inherited } = place;
    const field = { path, keySpan, valueSpan: { ...(alias ?? span) }, leaf, inherited, exact };
    if (place.told) fields.push(field);
    end = Math.max(end, field.valueSpan.end);
    return field;
  };
  const lacks = (): typeof nothing => {
    walk.isWhole = false;
    return nothing;
  };

  const readScalar = (node: Scalar, place: Place): Read => {
    const found = scalarValue(String(node.value), node.type === "PLAIN", node.tag);
    const span = spanOfScalar(node, text);
    if (found === null || (place.alias === null && isCutOff(walk, span))) return lacks();
    tell(place, span, true, found.exact);
    return found.value;
  };

  const placeOf = (entry: Entry, { path, alias, told }: Place): Place => {
    const by = alias ?? (entry.by === null ? null : spanOf(entry.by));
    return {
      path: [...path, entry.key],
      keySpan: by === null ? spanOf(entry.keyNode) : null,
      alias: by,
      inherited: by !== null,
      told: told && entry.sure,
    };
  };

  const readMap = (map: YAMLMap, place: Place): JsonObject => {
    const parts: [string, JsonValue][] = [];
    for (const entry of entriesOf(walk, map)) {
      const at = placeOf(entry, place);
      const part = entry.value === null ? readAbsent(at, spanOf(entry.keyNode).end) : read(entry.value, at);
      if (part !== nothing) parts.push([entry.key, part]);
    }
    // Unlike an assignment, this takes `__proto__` for a key like any other.
    return Object.fromEntries(parts);
  };

  /** A key of a mapping in brackets may stand alone; its value is null. */
  const readAbsent = (place: Place, at: number): null => {
    tell(place, { start: at, end: at }, true, true);
    return null;
  };

  /** An entry that cannot be read keeps its place, so that the others keep theirs. */
  const readList = ({ items }: YAMLSeq, { path, alias, told }: Place): JsonValue[] =>
    (items as Node[]).map((item, index) => {
      const part = read(item, { path: [...path, index], keySpan: null, alias, inherited: alias !== null, told });
      return part === nothing ? null : part;
    });

  const readCollection = (node: YAMLMap | YAMLSeq, place: Place): Read => {
    const at = fields.length;
    const span = spanOf(node);
    const field = tell(place, node.flow === true ? span : { start: span.start, end: span.start }, node.items.length === 0, true);
    const value = isMap(node) ? readMap(node, place) : readList(node, place);
    // A block ends with its last value, not with the comments and empty lines after it.
    if (place.alias === null && node.flow !== true) field.valueSpan.end = end;
    if (node.items.length === 0 || Object.keys(value).length > 0) return value;
    fields.length = at;
    return lacks();
  };

  const readAlias = (alias: Alias, place: Place): Read => {
    const target = resolved(walk, alias);
    const span = spanOf(alias);
    if (target === null || isCutOff(walk, span)) return lacks();
    return read(target, { ...place, alias: place.alias ?? span });
  };

  const read = (node: Node, place: Place): Read => {
    if (place.path.length > maxNesting) walk.isTooDeep = true;
    if (place.alias !== null) walk.left--;
    if (walk.isTooDeep || walk.left <= 0) return lacks();
    if (isAlias(node)) return readAlias(node, place);
    if (isScalar(node)) return readScalar(node, place);
    return node.anchor === undefined ? readCollection(node, place) : within(walk, node, () => readCollection(node, place));
  };

  const { start } = spanOf(root);
  const value = readMap(root, { path: [], keySpan: null, alias: null, inherited: false, told: true });
  if (root.flow === true) end = spanOf(root).end;
  return { value, fields, span: { start, end } };
};
