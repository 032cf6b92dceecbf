import { isObject, own, sameJson, setOwn, type JsonObject, type JsonValue } from "../../model/json.ts";
import { listTypeOf, mapKeyOf } from "./merge-keys.ts";

/** Where a patch cannot be applied without guessing, the whole is not known. */
const unknown = Symbol("unknown");
type Outcome<T extends JsonValue = JsonValue> = T | typeof unknown;

const orderOf = "$setElementOrder/";
const deletionsFrom = "$deleteFromPrimitiveList/";
const isDirective = (key: string): boolean =>
  key === "$patch" || key === "$retainKeys" || key.startsWith(orderOf) || key.startsWith(deletionsFrom);

const hasDirective = (patch: JsonValue): boolean => {
  if (Array.isArray(patch)) return patch.some(hasDirective);
  return isObject(patch) && Object.keys(patch).some((key) => isDirective(key) || hasDirective(patch[key] as JsonValue));
};

const plain = (patch: JsonObject): JsonObject => Object.fromEntries(Object.entries(patch).filter(([key]) => !isDirective(key)));

/** Listed entries in the listed order, on the places that they have; the others stay. */
const inOrder = (list: JsonValue[], order: JsonValue, keyOf: (entry: JsonValue) => string | null): JsonValue[] => {
  if (!Array.isArray(order)) return list;
  const ranks = new Map(order.map((entry, rank) => [keyOf(entry), rank]));
  const rank = (entry: JsonValue): number | undefined => ranks.get(keyOf(entry));
  const listed = list.filter((entry) => rank(entry) !== undefined).sort((a, b) => (rank(a) ?? 0) - (rank(b) ?? 0));
  return list.map((entry) => (rank(entry) === undefined ? entry : (listed.shift() ?? entry)));
};

interface Kind {
  group: string;
  resource: string;
  /** Only a strategic merge patch has directives: without any, it may as well be a plain merge patch, which replaces lists. */
  isStrategic: boolean;
}

/** Merges a list whose entries are told apart by the first of its map keys. */
const mergeEntries = (target: JsonValue[], patch: JsonValue[], key: string, pattern: string, kind: Kind): Outcome<JsonValue[]> => {
  const keyOf = (entry: JsonValue): string | null => mapKeyOf(entry, [key]);
  if (patch.some((entry) => own(entry, "$patch") === "replace" && isObject(entry) && Object.keys(entry).length === 1)) {
    return patch.filter((entry) => own(entry, "$patch") === undefined);
  }
  let result = [...target];
  for (const entry of patch) {
    const wanted = keyOf(entry);
    const places = result.flatMap((other, index) => (keyOf(other) === wanted ? [index] : []));
    const [place] = places;
    if (!isObject(entry) || wanted === null || places.length > 1) return unknown;
    if (own(entry, "$patch") === "delete") result = result.filter((_, index) => index !== place);
    else if (place === undefined) result.push(plain(entry));
    else {
      const merged = mergeObjects(result[place] as JsonValue, entry, pattern, kind);
      if (merged === unknown) return unknown;
      result[place] = merged;
    }
  }
  return result;
};

const mergeLists = (target: JsonValue | undefined, patch: JsonValue[], pattern: string, kind: Kind): Outcome => {
  const type = listTypeOf(kind.group, kind.resource, pattern);
  if (type?.kind === "atomic") return patch;
  const older = Array.isArray(target) ? target : [];
  if (!kind.isStrategic) return older.length === 0 || sameJson(older, patch) ? patch : unknown;
  if (type === null) return unknown;
  if (type.kind === "set") return [...older, ...patch.filter((value) => !older.some((other) => sameJson(other, value)))];
  return mergeEntries(older, patch, type.keys[0] ?? "name", pattern, kind);
};

const orderLists = (result: JsonObject, patch: JsonObject, pattern: string, kind: Kind): void => {
  for (const key of Object.keys(patch)) {
    const name = key.slice(key.indexOf("/") + 1);
    const list = own(result, name);
    if (!Array.isArray(list)) continue;
    const type = listTypeOf(kind.group, kind.resource, pattern === "" ? name : `${pattern}.${name}`);
    const mapKey = type?.kind === "map" ? type.keys[0] : undefined;
    const keyOf = (entry: JsonValue): string | null => (mapKey === undefined ? JSON.stringify(entry) : mapKeyOf(entry, [mapKey]));
    if (key.startsWith(orderOf)) setOwn(result, name, inOrder(list, patch[key] as JsonValue, keyOf));
    const gone = patch[key];
    if (key.startsWith(deletionsFrom) && Array.isArray(gone))
      setOwn(
        result,
        name,
        list.filter((value) => !gone.some((other) => sameJson(other, value))),
      );
  }
};

const mergeObjects = (target: JsonValue | undefined, patch: JsonObject, pattern: string, kind: Kind): Outcome<JsonObject> => {
  if (own(patch, "$patch") === "replace") return plain(patch);
  const retained = own(patch, "$retainKeys");
  const result: JsonObject = isObject(target) ? { ...target } : {};
  if (Array.isArray(retained)) for (const key of Object.keys(result)) if (!retained.includes(key)) delete result[key];
  for (const [key, value] of Object.entries(plain(patch))) {
    if (value === null || own(value, "$patch") === "delete") {
      delete result[key];
      continue;
    }
    const below = pattern === "" ? key : `${pattern}.${key}`;
    const before = own(result, key);
    const merged = Array.isArray(value)
      ? mergeLists(before, value, below, kind)
      : isObject(value)
        ? mergeObjects(before, value, below, kind)
        : value;
    if (merged === unknown) return unknown;
    setOwn(result, key, merged);
  }
  orderLists(result, patch, pattern, kind);
  return result;
};

/**
 * An object of one of Kubernetes' own kinds with a patch applied that is a strategic merge patch or a plain one: no event tells which.
 * null where the two would differ, or where the way to merge a list is not known. Never changes its inputs; the result may share parts
 * with them. Source: Kubernetes, "Update API Objects in Place Using kubectl patch"; directives of k8s.io/apimachinery's strategicpatch.
 */
export const applyStrategicPatch = (target: JsonObject, patch: JsonObject, group: string, resource: string): JsonObject | null => {
  const merged = mergeObjects(target, patch, "", { group, resource, isStrategic: hasDirective(patch) });
  return merged === unknown ? null : merged;
};
