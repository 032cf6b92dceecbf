import type { FieldChange } from "../model/change.ts";
import { isObject, own, sameJson, type JsonObject, type JsonValue } from "../model/json.ts";
import { formatStep } from "../model/path.ts";
import { differs, leavesOf } from "./phrase.ts";

/** Where a phrase stands. */
export interface Place {
  /** From the object's root, by the older object's indexes and by the newer one's. */
  oldPath: string;
  newPath: string;
  /** What the phrases must add so that a reader knows which entry is meant: ` of route default`; empty where there is only one. */
  of: string;
  /** Whether the entry that it stands in is the only one of its list. */
  only: boolean;
  /** The change's field-by-field differences: they pair list entries, and name what no describer knows. */
  fields: readonly FieldChange[];
}

/** Says how two values differ: one phrase a difference, none where there is none. undefined: there is no such value. */
export type Tell = (before: JsonValue | undefined, after: JsonValue | undefined, place: Place) => string[];

/** The root of an object. */
export const atRoot = (fields: readonly FieldChange[]): Place => ({ oldPath: "", newPath: "", of: "", only: true, fields });

const below = (place: Place, key: string): Place => {
  const joined = (path: string): string => path + formatStep(key, path === "");
  return { ...place, oldPath: joined(place.oldPath), newPath: joined(place.newPath) };
};

/** A path as a phrase names it. Nearly everything lies in spec, which goes without saying. */
const named = (path: string): string => (path.startsWith("spec.") ? path.slice("spec.".length) : path);

const isWithin = (path: string, root: string): boolean => path === root || path.startsWith(`${root}.`) || path.startsWith(`${root}[`);

/** One field's difference by its path: `spec.replicas` 2 to 5 gives `replicas 2 -> 5`. */
export const tellField = (field: FieldChange): string => {
  if (field.op === "moved") return `${named(field.path)} moved${field.fromPath === null ? "" : ` from ${named(field.fromPath)}`}`;
  const before = field.op === "added" ? undefined : field.before;
  const after = field.op === "removed" ? undefined : field.after;
  return differs(named(field.path), before, after);
};

/** What no describer knows, by its paths. */
export const tellOther: Tell = (before, after, { oldPath, newPath, fields }) => {
  const inside = fields.filter((field) => isWithin(field.path, field.op === "removed" ? oldPath : newPath));
  return inside.length > 0 ? inside.map(tellField) : [differs(named(newPath), before, after)];
};

/** Says how objects differ, key by key; keys without a describer are named by their paths. */
export const tellKeys = (table: Readonly<Record<string, Tell>>): Tell => {
  const tells = new Map(Object.entries(table));
  return (before, after, place) => {
    const [was, is]: [JsonObject, JsonObject] = [isObject(before) ? before : {}, isObject(after) ? after : {}];
    const keys = new Set([...Object.keys(is), ...Object.keys(was)]);
    return [...keys].flatMap((key) => {
      const [old, now] = [own(was, key), own(is, key)];
      return sameJson(old, now) ? [] : (tells.get(key) ?? tellOther)(old, now, below(place, key));
    });
  };
};

/** Says how one value differs, by a name of its own: `timeout of route default 3s -> 10s`. */
export const tellValue =
  (name: string): Tell =>
  (before, after, place) => [differs(`${name}${place.of}`, before, after)];

const mostLeaves = 200;

/** Says how a small object differs, leaf by leaf: `retries.attempts 3 -> 5`; whole where it comes or goes. */
export const tellLeaves =
  (name: string): Tell =>
  (before, after, place) => {
    if (!isObject(before) || !isObject(after)) return [differs(`${name}${place.of}`, before, after)];
    const was = new Map(leavesOf(before, mostLeaves));
    const is = new Map(leavesOf(after, mostLeaves));
    return [...new Set([...is.keys(), ...was.keys()])]
      .filter((key) => !sameJson(was.get(key), is.get(key)))
      .map((key) => differs(`${name}.${key}${place.of}`, was.get(key), is.get(key)));
  };
