import type { FieldChange } from "../../model/change.ts";
import { isObject, setOwn, type JsonObject, type JsonValue } from "../../model/json.ts";
import { parsePath } from "../../model/path.ts";

/** What happens at one place, and below it. */
interface Edits {
  change: FieldChange | null;
  below: Map<string | number, Edits>;
}

const none = (): Edits => ({ change: null, below: new Map() });

const reach = (edits: Edits, path: string): Edits => {
  let at = edits;
  for (const step of parsePath(path) ?? []) {
    const next = at.below.get(step) ?? none();
    at.below.set(step, next);
    at = next;
  }
  return at;
};

/** Changes by where they left the older object, and by where they stand in the newer one. */
interface Both {
  old: Edits;
  new: Edits;
}

const isArrival = (edits: Edits | undefined): edits is Edits & { change: FieldChange } =>
  edits !== undefined && edits.change !== null && (edits.change.op === "added" || edits.change.op === "changed");

const nothing = none();
const step = (edits: Both, from: string | number, to: string | number): Both => ({
  old: edits.old.below.get(from) ?? nothing,
  new: edits.new.below.get(to) ?? nothing,
});

const editObject = (object: JsonObject, edits: Both): JsonObject => {
  const result: JsonObject = {};
  for (const name of Object.keys(object)) {
    if (edits.old.below.get(name)?.change?.op === "removed") continue;
    setOwn(result, name, edit(object[name] as JsonValue, step(edits, name, name)));
  }
  for (const [name, arrival] of edits.new.below) if (isArrival(arrival)) setOwn(result, String(name), arrival.change.after);
  return result;
};

const editList = (list: JsonValue[], edits: Both): JsonValue[] => {
  const leaves = (index: number): boolean => edits.old.below.get(index)?.change !== null && edits.old.below.has(index);
  const staying = list.flatMap((_, index) => (leaves(index) ? [] : [index]));
  const arriving = [...edits.new.below.values()].filter(({ change }) => change?.op === "added" || change?.op === "moved").length;
  const length = staying.length + arriving;
  const result: JsonValue[] = [];
  for (let to = 0; to < length; to++) {
    const there = edits.new.below.get(to);
    if (isArrival(there) && there.change.op === "added") {
      result.push(there.change.after);
      continue;
    }
    const from = there?.change?.op === "moved" ? parsePath(there.change.fromPath ?? "")?.at(-1) : staying.shift();
    if (typeof from === "number" && from < list.length) result.push(edit(list[from] as JsonValue, step(edits, from, to)));
  }
  return result;
};

const edit = (value: JsonValue, edits: Both): JsonValue => {
  if (isArrival(edits.new)) return edits.new.change.after;
  if (edits.old.below.size === 0 && edits.new.below.size === 0) return value;
  if (Array.isArray(value)) return editList(value, edits);
  return isObject(value) ? editObject(value, edits) : value;
};

/**
 * The object that `diffObjects(before, after, …)` led to, from `before` and those changes alone. Never changes its inputs; the result may
 * share parts with them.
 */
export const applyFields = (before: JsonObject | null, fields: readonly FieldChange[]): JsonObject | null => {
  const edits: Both = { old: none(), new: none() };
  for (const change of fields) {
    if (change.path === "") return isObject(change.after) ? change.after : null;
    if (change.op === "removed") reach(edits.old, change.path).change = change;
    else reach(edits.new, change.path).change = change;
    if (change.op === "moved" && change.fromPath !== null) reach(edits.old, change.fromPath).change = change;
  }
  return before === null ? null : editObject(before, edits);
};
