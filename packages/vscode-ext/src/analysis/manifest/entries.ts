import { isAlias, isMap, isScalar, isSeq, type Alias, type Node, type YAMLMap } from "yaml";
import { keyText, scalarValue } from "./scalar.ts";
import { resolved, within, type Walk } from "./walk.ts";

/** A key of a mapping and its value. */
export interface Entry {
  key: string;
  keyNode: Node;
  value: Node | null;
  /** The alias that a merge key brought it in by; null for what stands in the mapping itself. */
  by: Alias | null;
  /** Whether a merge key brought it in. */
  merged: boolean;
  /** False where tools differ about which value the key has. */
  sure: boolean;
}

const mergeTag = "tag:yaml.org,2002:merge";

const isMergeKey = (key: Node): boolean =>
  isScalar(key) && key.value === "<<" && (key.tag === mergeTag || (key.type === "PLAIN" && key.tag === undefined));

const textOfKey = (walk: Walk, key: Node): string | null => {
  const node = isAlias(key) ? resolved(walk, key) : key;
  if (!isScalar(node)) return null;
  const value = scalarValue(String(node.value), node.type === "PLAIN", node.tag);
  return value === null ? null : keyText(value);
};

/** The mappings of a merge key, the one that counts most last; null when it is neither a mapping nor a list of them. */
const sourcesOf = (walk: Walk, value: Node | null): { map: YAMLMap; by: Alias | null }[] | null => {
  const parts = isSeq(value) ? (value.items as Node[]).toReversed() : [value];
  const sources = parts.map((part) => {
    const map = isAlias(part) ? resolved(walk, part) : part;
    return isMap(map) && !walk.open.has(map) ? { map, by: isAlias(part) ? part : null } : null;
  });
  return sources.every((source) => source !== null) ? sources : null;
};

/** What a merge key brings in. */
const mergedEntries = (walk: Walk, value: Node | null): Iterable<Entry> => {
  const merged = new Map<string, Entry>();
  const sources = sourcesOf(walk, value);
  if (sources === null) walk.isWhole = false;
  for (const { map, by } of sources ?? []) {
    for (const entry of within(walk, map, () => entriesOf(walk, map))) {
      if (--walk.left <= 0) return [];
      merged.set(entry.key, { ...entry, by: by ?? entry.by });
    }
  }
  return merged.values();
};

/**
 * The entries of a mapping in the order of the text, merge keys resolved. A key that stands twice has its last value, as in kubectl; other
 * tools refuse it, and it is what a mapping looks like while the entry of a list is typed before another: it is not sure.
 *
 * A merge key counts where it stands, so that it overrides what stands before it: so has it go-yaml v2 (decode.go, mapping and merge), and
 * kubectl with it. By YAML's type repository and later versions the mapping's own keys win; where that makes a difference, the entry is
 * not sure.
 */
export const entriesOf = (walk: Walk, map: YAMLMap): Iterable<Entry> => {
  const found = new Map<string, Entry>();
  const add = (entry: Entry): void => {
    found.delete(entry.key);
    found.set(entry.key, entry);
  };
  for (const { key, value } of map.items as { key: Node; value: Node | null }[]) {
    if (isMergeKey(key)) {
      for (const entry of mergedEntries(walk, value)) add({ ...entry, merged: true, sure: entry.sure && !found.has(entry.key) });
      continue;
    }
    const text = textOfKey(walk, key);
    const before = text === null ? undefined : found.get(text);
    if (text === null || before?.merged === false) walk.isWhole = false;
    if (text !== null) add({ key: text, keyNode: key, value, by: null, merged: false, sure: before?.merged !== false });
  }
  return found.values();
};
