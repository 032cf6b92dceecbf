import type { FieldChange } from "../../model/change.ts";
import { isObject, own, sameJson, type JsonObject, type JsonValue } from "../../model/json.ts";
import { formatStep } from "../../model/path.ts";
import { listKeys, type ListKeys } from "./list-keys.ts";
import { entryNames } from "./natural-key.ts";
import { pairEntries } from "./pair-entries.ts";

/** Where two values stand: each by its own object's indexes and natural keys. */
interface Place {
  oldPath: string;
  newPath: string;
  oldKey: string;
  newKey: string;
  /** The path without indexes. */
  pattern: string;
}

interface Walk {
  keysFor: ListKeys;
  changes: FieldChange[];
}

const field = (place: Place, name: string): Place => {
  const step = formatStep(name, false);
  const joined = (prefix: string): string => (prefix === "" ? formatStep(name, true) : prefix + step);
  return {
    oldPath: joined(place.oldPath),
    newPath: joined(place.newPath),
    oldKey: joined(place.oldKey),
    newKey: joined(place.newKey),
    pattern: place.pattern === "" ? name : `${place.pattern}.${name}`,
  };
};

const added = (place: Place, after: JsonValue): FieldChange => ({
  path: place.newPath,
  key: place.newKey,
  fromPath: null,
  op: "added",
  before: null,
  after,
});

const removed = (place: Place, before: JsonValue): FieldChange => ({
  path: place.oldPath,
  key: place.oldKey,
  fromPath: null,
  op: "removed",
  before,
  after: null,
});

const compareObjects = (before: JsonObject, after: JsonObject, place: Place, walk: Walk): void => {
  for (const name of Object.keys(before)) {
    if (!Object.hasOwn(after, name)) walk.changes.push(removed(field(place, name), before[name] as JsonValue));
  }
  for (const name of Object.keys(after)) {
    const [older, newer] = [own(before, name), after[name] as JsonValue];
    if (older === newer) continue;
    if (older === undefined) walk.changes.push(added(field(place, name), newer));
    else compare(older, newer, field(place, name), walk);
  }
};

const compareLists = (before: JsonValue[], after: JsonValue[], place: Place, walk: Walk): void => {
  if (sameJson(before, after)) return;
  const keys = walk.keysFor(place.pattern);
  const [oldNames, newNames] = [entryNames(before, keys), entryNames(after, keys)];
  const entry = (from: number, to: number): Place => ({
    oldPath: `${place.oldPath}[${from}]`,
    newPath: `${place.newPath}[${to}]`,
    oldKey: `${place.oldKey}[${oldNames[from] ?? from}]`,
    newKey: `${place.newKey}[${newNames[to] ?? to}]`,
    pattern: place.pattern,
  });
  const pairs = pairEntries(before, after, keys);
  const partners = new Map(pairs.map((pair) => [pair.after, pair]));
  const staying = new Set(pairs.map((pair) => pair.before));
  for (const [index, older] of before.entries()) if (!staying.has(index)) walk.changes.push(removed(entry(index, index), older));
  for (const [index, newer] of after.entries()) {
    const pair = partners.get(index);
    if (pair === undefined) {
      walk.changes.push(added(entry(index, index), newer));
      continue;
    }
    const older = before[pair.before] as JsonValue;
    const at = entry(pair.before, index);
    if (pair.moved) walk.changes.push({ path: at.newPath, key: at.newKey, fromPath: at.oldPath, op: "moved", before: older, after: newer });
    compare(older, newer, at, walk);
  }
};

const compare = (before: JsonValue, after: JsonValue, place: Place, walk: Walk): void => {
  if (Array.isArray(before) && Array.isArray(after)) compareLists(before, after, place, walk);
  else if (isObject(before) && isObject(after)) compareObjects(before, after, place, walk);
  else if (before !== after) walk.changes.push({ path: place.newPath, key: place.newKey, fromPath: null, op: "changed", before, after });
};

/**
 * What differs between two states of one object, list entries compared by identity instead of by index. An object or entry that came or
 * went as a whole is one change; `null` is no object, so that a creation or a deletion is one change at the root, path "".
 *
 * Within each object or list what was removed comes first (by the older one's order), then the rest in the newer one's order. An entry
 * that moved has its whole value in `before` and `after`; what changed inside of it is told by further changes.
 * `applyFields(before, diffObjects(before, after, …))` equals `after`.
 */
export const diffObjects = (before: JsonObject | null, after: JsonObject | null, group: string, resource: string): FieldChange[] => {
  const root: Place = { oldPath: "", newPath: "", oldKey: "", newKey: "", pattern: "" };
  if (before === null) return after === null ? [] : [added(root, after)];
  if (after === null) return [removed(root, before)];
  const walk: Walk = { keysFor: listKeys(group, resource), changes: [] };
  compareObjects(before, after, root, walk);
  return walk.changes;
};
