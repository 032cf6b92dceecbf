import type { FieldChange } from "../model/change.ts";
import { formatPath, parsePath, type Path } from "../model/path.ts";

/** The differences of one step, arranged for asking where a path came from. */
export interface Tracer {
  /** The path in the older object, or null when this step set it. `empty`: the leaf is an empty list or object. */
  (path: Path, empty: boolean): Path | null;
}

interface ListMoves {
  added: Set<number>;
  movedTo: Map<number, number>;
}

const parentAndIndex = (path: Path): { parent: string; index: number } | null => {
  const index = path.at(-1);
  return typeof index === "number" ? { parent: formatPath(path.slice(0, -1)), index } : null;
};

/** By the list's path in the newer object: entries that are new, or moved and from where. */
const arrivals = (fields: readonly FieldChange[]): Map<string, ListMoves> => {
  const lists = new Map<string, ListMoves>();
  for (const field of fields) {
    if (field.op !== "added" && field.op !== "moved") continue;
    const at = parentAndIndex(parsePath(field.path) ?? []);
    if (at === null) continue;
    const moves = lists.get(at.parent) ?? { added: new Set(), movedTo: new Map() };
    lists.set(at.parent, moves);
    const from = field.fromPath === null ? null : parsePath(field.fromPath)?.at(-1);
    if (field.op === "added") moves.added.add(at.index);
    else if (typeof from === "number") moves.movedTo.set(at.index, from);
  }
  return lists;
};

/** By the list's path in the older object: the indexes that entries left, by removal or by a move. */
const departures = (fields: readonly FieldChange[]): Map<string, Set<number>> => {
  const lists = new Map<string, Set<number>>();
  for (const field of fields) {
    const from = field.op === "removed" ? field.path : field.op === "moved" ? field.fromPath : null;
    const at = from === null ? null : parentAndIndex(parsePath(from) ?? []);
    if (at !== null) lists.set(at.parent, (lists.get(at.parent) ?? new Set()).add(at.index));
  }
  return lists;
};

/** Where the entry at `index` of the newer list stood in the older one: entries that neither came nor moved keep their order. */
const indexBefore = (index: number, moves: ListMoves | undefined, left: Set<number> | undefined): number => {
  const moved = moves?.movedTo.get(index);
  if (moved !== undefined) return moved;
  let rank = index;
  for (const other of [...(moves?.added ?? []), ...(moves?.movedTo.keys() ?? [])]) if (other < index) rank--;
  let old = rank;
  for (const gone of [...(left ?? [])].sort((a, b) => a - b)) if (gone <= old) old++;
  return old;
};

/** Prepares one step's differences for tracing paths of the newer object back into the older one. */
export const tracer = (fields: readonly FieldChange[]): Tracer => {
  const set = new Set(fields.filter((field) => field.op === "added" || field.op === "changed").map((field) => field.path));
  const removed = fields.filter((field) => field.op === "removed").map((field) => field.path);
  const came = arrivals(fields);
  const went = departures(fields);
  return (path, empty) => {
    if (set.has("")) return null;
    const before: (string | number)[] = [];
    let prefix = "";
    for (let depth = 0; depth < path.length; depth++) {
      const step = path[depth] as string | number;
      const list = prefix;
      prefix = formatPath(path.slice(0, depth + 1));
      if (set.has(prefix)) return null;
      before.push(typeof step === "number" ? indexBefore(step, came.get(list), went.get(formatPath(before))) : step);
    }
    // What emptied a list or an object set the empty one that is there now.
    const old = formatPath(before);
    if (empty && removed.some((gone) => gone.startsWith(`${old}.`) || gone.startsWith(`${old}[`))) return null;
    return before;
  };
};
