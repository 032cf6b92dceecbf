import { formatPath, isObject, own, parsePath, type JsonValue, type ManifestComparison, type OnlyThere, type Path } from "@meshaudit/core";
import type { DriftEntry } from "../../protocol/file-view.ts";
import type { LineIndex } from "../manifest/line-index.ts";
import type { ManifestField, ManifestObject, Span } from "../manifest/manifest.ts";
import { blockYaml, entryYaml, isBlock, itemYaml, lineYaml, type Inset } from "./block-yaml.ts";

/** A change of a file's text. */
export type TextEdit = NonNullable<DriftEntry["edit"]>;

/** Makes edits of one object's text that take what the cluster has; null where a person has to. Comments stay, but for those within what is replaced. */
export interface ClusterEdits {
  /** In place of a value that the file has. */
  replace(path: string, there: JsonValue): TextEdit | null;
  /** What the file lacks. */
  insert(missing: OnlyThere): TextEdit | null;
}

/** Longer ones no person reads before they take them. */
const longest = 100_000;

const childOf = (path: Path, fields: readonly ManifestField[]): ManifestField | undefined =>
  fields.find((field) => field.path.length === path.length + 1 && path.every((step, index) => field.path[index] === step));

/** See `ClusterEdits`. `text` is the whole file's. */
export const clusterEdits = (object: ManifestObject, comparison: ManifestComparison, text: string, lines: LineIndex): ClusterEdits => {
  const fields = new Map(object.fields.map((field) => [formatPath(field.path), field]));
  const lineEnd = text.includes("\r\n") ? "\r\n" : "\n";
  const columnOf = (offset: number): number => lines.positionAt(offset).character;
  const before = (offset: number): string => text.slice(offset - columnOf(offset), offset);
  const edit = (span: Span, made: string): TextEdit | null => (made.length > longest ? null : { range: lines.rangeOf(span), text: made });

  /** Where the line of an offset ends, before its line break. */
  const endOfLine = (offset: number): number => {
    const { line } = lines.positionAt(offset);
    return lines.offsetAt({ line, character: Number.MAX_SAFE_INTEGER });
  };

  /** The column of a key that is the first of its line, but for the dashes of the lists that it begins an entry of; null for any other. */
  const blockColumn = ({ keySpan, inherited }: ManifestField): number | null =>
    keySpan !== null && !inherited && /^(?: *- +)* *$/.test(before(keySpan.start)) ? columnOf(keySpan.start) : null;

  /** As the file does it: the first list that is the value of a key, and the first mapping, tell. */
  const insetOf = (): Inset => {
    let [keys, dashes]: (number | null)[] = [null, null];
    for (const field of object.fields) {
      const column = field.leaf ? null : blockColumn(field);
      if (column === null || !/^ *$/.test(before(field.valueSpan.start))) continue;
      const inset = columnOf(field.valueSpan.start) - column;
      if (text[field.valueSpan.start] === "-" && inset >= 0) dashes ??= inset;
      else if (inset > 0) keys ??= inset;
    }
    return { keys: keys ?? 2, dashes: dashes ?? keys ?? 2 };
  };
  let known: Inset | null = null;
  const inset = (): Inset => (known ??= insetOf());

  /** From behind the colon after a key to where its value begins; null where an anchor, a tag or a comment is in between. */
  const afterColon = ({ keySpan, valueSpan }: ManifestField): number | null => {
    if (keySpan === null) return null;
    const between = /^[ \t]*:(\s*)$/.exec(text.slice(keySpan.end, valueSpan.start));
    return between === null ? null : valueSpan.start - (between[1] ?? "").length;
  };

  const inPlaceOf = (field: ManifestField, there: JsonValue): TextEdit | null => {
    if (field.inherited) return null;
    if (field.leaf && !isBlock(there) && field.valueSpan.end > field.valueSpan.start) return edit(field.valueSpan, lineYaml(there));
    const column = blockColumn(field);
    const start = afterColon(field);
    if (column === null || start === null) return null;
    if (!isBlock(there)) return edit({ start, end: field.valueSpan.end }, ` ${lineYaml(there)}`);
    const end = endOfLine(field.valueSpan.end);
    // What follows on the line is a comment: it stays with the key.
    const comment = text.slice(field.valueSpan.end, end).trim();
    const below = blockYaml(there, column + (Array.isArray(there) ? inset().dashes : inset().keys), inset());
    return edit({ start, end }, [comment === "" ? "" : ` ${comment}`, ...below].join(lineEnd));
  };

  const behind = ({ end }: Span, added: string[]): TextEdit | null => {
    const at = endOfLine(end);
    // What follows on the line of a block's last value is a comment, or belongs to something that is no block.
    return /^\s*(?:#.*)?$/.test(text.slice(end, at)) ? edit({ start: at, end: at }, ["", ...added].join(lineEnd)) : null;
  };

  const intoMapping = (path: Path, span: Span, key: string, value: JsonValue): TextEdit | null => {
    const first = childOf(path, object.fields);
    const column = first === undefined ? null : blockColumn(first);
    return column === null ? null : behind(span, entryYaml(key, value, column, inset()));
  };

  /** By the cluster's indexes of a list, the file's. */
  const partners = (here: Path, there: Path): Map<number, number> => {
    const found = new Map<number, number>();
    for (const { path, audited } of comparison.fields) {
      const [own, other] = [parsePath(path), audited === null ? null : parsePath(audited)];
      if (own === null || other === null) continue;
      const [at, from] = [own[here.length], other[there.length]];
      const isBelow = here.every((step, index) => own[index] === step) && there.every((step, index) => other[index] === step);
      if (isBelow && typeof at === "number" && typeof from === "number") found.set(from, at);
    }
    return found;
  };

  /** Behind the entry that stands before it in the cluster: the order of routes matters. */
  const intoList = (list: ManifestField, there: Path, value: JsonValue): TextEdit | null => {
    const { start } = list.valueSpan;
    if (text[start] !== "-" || !/^ *$/.test(before(start))) return null;
    const added = itemYaml(value, columnOf(start), inset());
    const index = Number(there.at(-1));
    const known = partners(list.path, there.slice(0, -1));
    if (known.size === 0) return behind(list.valueSpan, added);
    const [, previous] = [...known].filter(([other]) => other < index).toSorted(([a], [b]) => b - a)[0] ?? [null, null];
    const at = start - columnOf(start);
    if (previous === null) return edit({ start: at, end: at }, [...added, ""].join(lineEnd));
    const entry = fields.get(formatPath([...list.path, previous]));
    return entry === undefined ? null : behind(entry.valueSpan, added);
  };

  return {
    replace: (path, there) => {
      const field = fields.get(path);
      return field === undefined ? null : inPlaceOf(field, there);
    },
    insert: ({ path, value, within }) => {
      const [there, here] = [parsePath(path), within === "" ? [] : parsePath(within)];
      const step = there?.at(-1);
      if (there === null || here === null || step === undefined) return null;
      // The file has it, but as something else.
      const other = fields.get(formatPath([...here, step]));
      if (typeof step === "string" && other !== undefined) return inPlaceOf(other, value);
      const holder = fields.get(within);
      if (holder === undefined ? within !== "" : holder.inherited) return null;
      if (typeof step === "number") return holder === undefined ? null : intoList(holder, there, value);
      const holds = here.reduce<JsonValue | undefined>(
        (at, one) => (Array.isArray(at) ? at[Number(one)] : own(at, String(one))),
        object.value,
      );
      return isObject(holds) ? intoMapping(here, holder?.valueSpan ?? object.span, step, value) : null;
    },
  };
};
