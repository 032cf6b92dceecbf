import { isObject, own, sameJson, setOwn, type JsonObject, type JsonValue } from "../../model/json.ts";
import { serverSetMetadata, without } from "../diff/visible-part.ts";
import { listTypeOf, mapKeyOf } from "./merge-keys.ts";

/** What two lists of one map type come to: entries of the target in their order, merged with the applied ones, then what is new. */
const mergeEntries = (
  target: JsonValue[],
  applied: JsonValue[],
  keys: readonly string[],
  merged: (a: JsonValue, b: JsonValue) => JsonValue,
): JsonValue[] => {
  const keyOf = (entry: JsonValue): string | null => mapKeyOf(entry, keys);
  const places = new Map(target.map((entry, index) => [keyOf(entry), index]));
  const given = new Set(applied.map(keyOf));
  // Where keys repeat or are missing, nothing tells which entry is meant.
  if (places.size < target.length || given.size < applied.length || places.has(null) || given.has(null)) return applied;
  const result = [...target];
  for (const entry of applied) {
    const place = places.get(keyOf(entry));
    if (place === undefined) result.push(entry);
    else result[place] = merged(target[place] as JsonValue, entry);
  }
  return result;
};

/**
 * About what a server-side apply makes of an object: maps are merged; a list as its type says, which for nearly all of the mesh's means
 * replaced. What the same manager applied before and now leaves out stays, although the API server would remove it: that is known from
 * managedFields only. Never changes its inputs; the result may share parts with them.
 */
export const applyServerSide = (target: JsonObject, applied: JsonObject, group: string, resource: string): JsonObject => {
  const mergeLists = (older: JsonValue[], newer: JsonValue[], pattern: string): JsonValue[] => {
    const type = listTypeOf(group, resource, pattern);
    if (type?.kind === "set") return [...older, ...newer.filter((value) => !older.some((other) => sameJson(other, value)))];
    return type?.kind === "map" ? mergeEntries(older, newer, type.keys, (a, b) => merge(a, b, pattern)) : newer;
  };
  const mergeObjects = (older: JsonObject, newer: JsonObject, pattern: string): JsonObject => {
    const result = { ...older };
    for (const key of Object.keys(newer)) {
      const value = newer[key] as JsonValue;
      const before = own(older, key);
      const below = pattern === "" ? key : `${pattern}.${key}`;
      if (value !== null) setOwn(result, key, before === undefined ? value : merge(before, value, below));
    }
    return result;
  };
  const merge = (older: JsonValue, newer: JsonValue, pattern: string): JsonValue => {
    if (Array.isArray(older) && Array.isArray(newer)) return mergeLists(older, newer, pattern);
    return isObject(older) && isObject(newer) ? mergeObjects(older, newer, pattern) : newer;
  };
  const wanted = without(applied, (field) => field === "status");
  const { metadata } = wanted;
  const clean = isObject(metadata) ? { ...wanted, metadata: without(metadata, (field) => serverSetMetadata.has(field)) } : wanted;
  return mergeObjects(target, clean, "");
};
