import type { FieldChange } from "../model/change.ts";
import { isObject, type JsonObject, type JsonValue } from "../model/json.ts";

/** An entry that both lists have, maybe changed, with its index in each. */
export interface Pair {
  before: JsonObject;
  after: JsonObject;
  from: number;
  to: number;
  /** It does not keep its place among the others. */
  moved: boolean;
}

/** An entry that one list has alone. */
export interface Lone {
  entry: JsonObject;
  index: number;
}

/** The entries of two lists: those that both have, in the order of the newer one, and the others. */
export interface Pairing {
  pairs: Pair[];
  added: Lone[];
  removed: Lone[];
}

interface Places {
  added: ReadonlySet<string>;
  removed: ReadonlySet<string>;
  /** The newer path of each moved entry, with its older one. */
  moved: ReadonlyMap<string, string>;
}

const known = new WeakMap<readonly FieldChange[], Places>();

/** Many lists are paired by the same differences. */
const placesOf = (fields: readonly FieldChange[]): Places => {
  const found = known.get(fields);
  if (found) return found;
  const pathsOf = (op: FieldChange["op"]): Set<string> => new Set(fields.filter((field) => field.op === op).map(({ path }) => path));
  const moved = new Map(fields.flatMap(({ op, path, fromPath }) => (op === "moved" && fromPath !== null ? [[path, fromPath]] : [])));
  const places = { added: pathsOf("added"), removed: pathsOf("removed"), moved };
  known.set(fields, places);
  return places;
};

/** The index of an entry's path in its list; -1 for a path of another list. */
const indexIn = (list: string, path: string): number => (path.startsWith(`${list}[`) ? Number(path.slice(list.length + 1, -1)) : -1);

const listOf = (value: JsonValue | undefined): JsonValue[] => (Array.isArray(value) ? value : []);

/**
 * Which entries of two lists are the same, as the change's own differences have it: what was neither added nor removed nor moved keeps
 * its order, so that the rest pairs up one by one. Summary, risks and fields thus never tell different stories.
 *
 * @param oldPath where the list stands in the older object, newPath in the newer one.
 */
export const pairEntries = (
  before: JsonValue | undefined,
  after: JsonValue | undefined,
  { fields, oldPath, newPath }: { fields: readonly FieldChange[]; oldPath: string; newPath: string },
): Pairing => {
  const [was, is] = [listOf(before), listOf(after)];
  const { added, removed, moved } = placesOf(fields);
  // Where one list is empty, the other came or went as a whole, in an entry above.
  const isRemoved = (from: number): boolean => is.length === 0 || removed.has(`${oldPath}[${from}]`);
  const isAdded = (to: number): boolean => was.length === 0 || added.has(`${newPath}[${to}]`);
  const result: Pairing = { pairs: [], added: [], removed: [] };
  const pair = (from: number | undefined, to: number, isMoved: boolean): void => {
    const [older, newer] = [from === undefined ? undefined : was[from], is[to]];
    if (from !== undefined && isObject(older) && isObject(newer))
      result.pairs.push({ before: older, after: newer, from, to, moved: isMoved });
  };
  const origins = new Map<number, number>();
  for (const to of is.keys()) {
    const origin = moved.size === 0 ? undefined : moved.get(`${newPath}[${to}]`);
    if (origin !== undefined) origins.set(to, indexIn(oldPath, origin));
  }
  const leaving = new Set(origins.values());
  const staying: number[] = [];
  for (const [from, entry] of was.entries()) {
    if (!isRemoved(from)) staying.push(...(leaving.has(from) ? [] : [from]));
    else if (isObject(entry)) result.removed.push({ entry, index: from });
  }
  let turn = 0;
  for (const [to, entry] of is.entries()) {
    const origin = origins.get(to);
    if (origin !== undefined) pair(origin, to, true);
    else if (!isAdded(to)) pair(staying[turn++], to, false);
    else if (isObject(entry)) result.added.push({ entry, index: to });
  }
  return result;
};
