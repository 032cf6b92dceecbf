import { gatewayApiDefaults } from "../../kinds/gateway-api-defaults.ts";
import { groupOf } from "../../kinds/kinds.ts";
import { isObject, own, type JsonObject, type JsonValue } from "../../model/json.ts";
import { formatPath, type Path } from "../../model/path.ts";
import { comparable, identifiedAs } from "./comparable.ts";
import { leaves } from "./leaves.ts";
import { listKeys, type ListKeys } from "./list-keys.ts";
import { keysOf } from "./natural-key.ts";
import { surePairs } from "./sure-pairs.ts";
import { surelyEqual } from "./surely-equal.ts";
import { withDefaults } from "./with-defaults.ts";

/** One leaf of a manifest beside the same place of the object's audited state. */
export interface ComparedField {
  /** In the file, by its indexes, as `formatPath` writes it. */
  path: string;
  /**
   * The same place in the audited state, by its indexes; null when it is not there, also where a default is all that stands for it, or
   * when it cannot be told which of several equal entries is meant.
   */
  audited: string | null;
  /** By natural keys, as the file has them. */
  key: string;
  /** `same` values are equal, `differs` are not, or may not be: integers beyond 2^53. `only-here`: the audited state has no such place. */
  state: "same" | "differs" | "only-here";
  here: JsonValue;
  /** The audited value, or the default that stands for it; null when `only-here`. */
  there: JsonValue;
}

/** What the audited state has and the file has not: an entry or a field, as a whole. */
export interface OnlyThere {
  /** In the audited state, by its indexes. */
  path: string;
  key: string;
  value: JsonValue;
  /** The path in the file of the nearest ancestor that it has; "" for the whole object. */
  within: string;
}

/** How an object's manifest and its audited state relate. */
export interface ManifestComparison {
  /** Every leaf of the manifest (scalars, empty lists and objects), in document order. */
  fields: ComparedField[];
  /** In the order of the audited state, each before what the file says of its neighbours. */
  onlyThere: OnlyThere[];
}

/** The values at one place: as written, and with what the API server fills in. `there` is undefined where nothing is. */
interface Sides {
  here: { written: JsonValue; whole: JsonValue };
  there: { written: JsonValue | undefined; whole: JsonValue | undefined };
}

interface Place {
  here: Path;
  /** null where the audited state does not have it, or it cannot be told where. */
  there: Path | null;
  /** The path without indexes. */
  pattern: string;
}

interface Walk {
  keysFor: ListKeys;
  hereKey(path: Path): string;
  thereKey(path: Path): string;
  fields: ComparedField[];
  onlyThere: OnlyThere[];
}

const isLeaf = (value: JsonValue): boolean =>
  Array.isArray(value) ? value.length === 0 : !isObject(value) || Object.keys(value).length === 0;

const field = (sides: Sides, place: Place, walk: Walk): void => {
  const { here, there } = sides;
  const value = there.written ?? there.whole;
  const state = value === undefined ? "only-here" : surelyEqual(here.whole, there.whole) ? "same" : "differs";
  walk.fields.push({
    path: formatPath(place.here),
    audited: there.written === undefined || place.there === null ? null : formatPath(place.there),
    key: walk.hereKey(place.here),
    state,
    here: here.written,
    there: value ?? null,
  });
};

const onlyHere = (value: JsonValue, place: Place, walk: Walk): void => {
  for (const leaf of leaves(value)) {
    const at: Path = [...place.here, ...leaf.path];
    walk.fields.push({ path: formatPath(at), audited: null, key: walk.hereKey(at), state: "only-here", here: leaf.value, there: null });
  }
};

/** Labels, annotations, finalizers and owners are added by tools as they go; a namespace may come from elsewhere than the file. */
const isMetadata = (pattern: string): boolean => pattern === "metadata" || pattern.startsWith("metadata.");

const onlyThere = (value: JsonValue, at: Path | null, within: Path, walk: Walk): void => {
  if (at !== null) walk.onlyThere.push({ path: formatPath(at), key: walk.thereKey(at), value, within: formatPath(within) });
};

const compareObjects = (sides: Sides, place: Place, walk: Walk): void => {
  const { here, there } = sides;
  const below = (name: string): Place => ({
    here: [...place.here, name],
    there: place.there === null ? null : [...place.there, name],
    pattern: place.pattern === "" ? name : `${place.pattern}.${name}`,
  });
  for (const name of isObject(there.written) ? Object.keys(there.written) : []) {
    const at = below(name);
    const isDefault = surelyEqual(own(here.whole, name), own(there.whole, name));
    if (own(here.written, name) === undefined && !isDefault && !isMetadata(at.pattern))
      onlyThere(own(there.written, name) ?? null, at.there, place.here, walk);
  }
  for (const name of isObject(here.written) ? Object.keys(here.written) : []) {
    const inner: Sides = {
      here: { written: own(here.written, name) ?? null, whole: own(here.whole, name) ?? null },
      there: { written: own(there.written, name), whole: own(there.whole, name) },
    };
    compare(inner, below(name), walk);
  }
};

const compareLists = (here: { written: JsonValue[]; whole: JsonValue[] }, sides: Sides, place: Place, walk: Walk): void => {
  const there = {
    written: Array.isArray(sides.there.written) ? sides.there.written : [],
    whole: Array.isArray(sides.there.whole) ? sides.there.whole : [],
  };
  const pairs = surePairs(there.whole, here.whole, walk.keysFor(place.pattern));
  const partners = new Map(pairs.map((pair) => [pair.after, pair]));
  const known = new Set(pairs.map((pair) => pair.before));
  for (const [index, entry] of there.written.entries()) {
    if (!known.has(index) && !isMetadata(place.pattern)) onlyThere(entry, place.there && [...place.there, index], place.here, walk);
  }
  for (const [index, written] of here.written.entries()) {
    const pair = partners.get(index);
    const at: Place = {
      here: [...place.here, index],
      there: pair?.told && place.there !== null ? [...place.there, pair.before] : null,
      pattern: place.pattern,
    };
    if (pair === undefined) onlyHere(written, at, walk);
    else {
      const entry = { written: there.written[pair.before], whole: there.whole[pair.before] };
      compare({ here: { written, whole: here.whole[index] ?? null }, there: entry }, at, walk);
    }
  }
};

const compare = (sides: Sides, place: Place, walk: Walk): void => {
  const { here, there } = sides;
  if (isLeaf(here.written)) field(sides, place, walk);
  else if (there.whole === undefined) onlyHere(here.written, place, walk);
  else if (Array.isArray(here.written) && Array.isArray(here.whole) && Array.isArray(there.whole))
    compareLists({ written: here.written, whole: here.whole }, sides, place, walk);
  else if (isObject(here.written) && isObject(there.whole)) compareObjects(sides, place, walk);
  else {
    // One is a list, the other an object or a scalar: they have no place in common.
    if (there.written !== undefined && !isMetadata(place.pattern)) onlyThere(there.written, place.there, place.here.slice(0, -1), walk);
    onlyHere(here.written, place, walk);
  }
};

/** Versions of a group do not matter; a state that does not tell its own is of the same group. */
const versionField = (manifest: JsonObject, audited: JsonObject): ComparedField[] => {
  const [here, there] = [own(manifest, "apiVersion"), own(audited, "apiVersion")];
  if (here === undefined || here === null) return [];
  const sameGroup = typeof here === "string" && typeof there === "string" && groupOf(here) === groupOf(there);
  const known = there !== undefined && there !== null;
  const state = !known || sameGroup ? "same" : "differs";
  return [{ path: "apiVersion", audited: known ? "apiVersion" : null, key: "apiVersion", state, here, there: known ? there : here }];
};

/**
 * How the manifest of an object and the last audited state of the same object relate: by natural keys, never by index. A leaf is said to
 * be the `same` only where the values are equal and every list entry on the way is the same one beyond doubt (`surePairs`); entries that
 * cannot be told apart have no partner, and are shown on either side.
 *
 * No part in it have status, what the server sets in metadata, the last-applied annotation, nulls, and the difference between a field
 * left out and its default; nor, where only the state has them, the namespace and other metadata. Expects values nested at most as deep
 * as `decode` lets through.
 */
export const compareManifest = (
  manifest: JsonObject,
  audited: JsonObject,
  { group, resource }: { group: string; resource: string },
): ManifestComparison => {
  const defaults = gatewayApiDefaults(group, resource);
  const [here, there] = [comparable(manifest), comparable(audited)];
  const walk: Walk = {
    keysFor: listKeys(group, resource),
    hereKey: keysOf(here, group, resource),
    thereKey: keysOf(there, group, resource),
    fields: versionField(manifest, audited),
    onlyThere: [],
  };
  const sides: Sides = {
    here: { written: here, whole: withDefaults(here, defaults) },
    there: { written: there, whole: withDefaults(identifiedAs(there, here), defaults) },
  };
  compareObjects(sides, { here: [], there: [], pattern: "" }, walk);
  return { fields: walk.fields, onlyThere: walk.onlyThere };
};
