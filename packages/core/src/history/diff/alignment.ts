import { isObject, type JsonValue } from "../../model/json.ts";
import { heaviestChain, type Candidate } from "./chain.ts";
import type { Identified } from "./identity.ts";
import { featuresOf, likeness, type Features } from "./likeness.ts";

/**
 * How alike two entries must be to count as one: `alike` between the same neighbours, `almost-equal` anywhere in the list, and
 * `in-place-of` when each is the only one that is left between the same neighbours.
 */
export type Likeness = "alike" | "almost-equal" | "in-place-of";

/** Up to so many pairs each is weighed; beyond, only those that share a rare leaf or the same rank. */
const mostWeighed = 400;
/** A leaf in more entries than this does not tell which of them is meant. */
const mostCommon = 4;

const isEmpty = (value: JsonValue): boolean =>
  Array.isArray(value) ? value.length === 0 : isObject(value) && Object.keys(value).length === 0;

/** For long lists: per older entry the newer ones that share most of its rare leaves, and those of the same rank from either end. */
const promising = (
  before: readonly number[],
  after: readonly number[],
  features: (index: number, newer: boolean) => Features,
): [number, number][] => {
  const having = new Map<string, number[]>();
  for (const to of after) {
    for (const leaf of features(to, true).leaves) {
      const entries = having.get(leaf) ?? [];
      if (entries.length <= mostCommon) entries.push(to);
      having.set(leaf, entries);
    }
  }
  return before.flatMap((from, rank) => {
    const shares = new Map<number, number>();
    for (const leaf of features(from, false).leaves) {
      const entries = having.get(leaf) ?? [];
      if (entries.length <= mostCommon) for (const to of entries) shares.set(to, (shares.get(to) ?? 0) + 1);
    }
    const best = [...shares].sort((a, b) => b[1] - a[1] || a[0] - b[0]).slice(0, mostCommon);
    const ranked = [after[rank], after[rank + after.length - before.length]];
    return [...new Set([...best.map(([to]) => to), ...ranked])].flatMap((to): [number, number][] => (to === undefined ? [] : [[from, to]]));
  });
};

/**
 * Prepares pairing by likeness: the returned function takes indexes of entries without a partner and chooses, in order, which of them
 * are one. It never pairs what natural keys tell apart, unless the rest of the two entries agrees.
 */
export const alignment = (older: readonly JsonValue[], newer: readonly JsonValue[], identified: Identified | null) => {
  const known = { older: new Map<number, Features>(), newer: new Map<number, Features>() };
  const features = (index: number, isNewer: boolean): Features => {
    const cache = isNewer ? known.newer : known.older;
    const found = cache.get(index) ?? featuresOf((isNewer ? newer : older)[index] as JsonValue);
    cache.set(index, found);
    return found;
  };
  /** The worth of a pair, 0 when it is none. */
  const worth = (from: number, to: number, wanted: Likeness): number => {
    const [a, b] = [older[from] as JsonValue, newer[to] as JsonValue];
    const scalars = !isObject(a) && !Array.isArray(a) && !isObject(b) && !Array.isArray(b);
    if (scalars) return wanted === "in-place-of" ? 1 : 0;
    if (Array.isArray(a) !== Array.isArray(b) || isObject(a) !== isObject(b)) return 0;
    const keyed = identified !== null && identified.before.has(from) && identified.after.has(to);
    if (keyed && (wanted === "almost-equal" || (wanted === "in-place-of" && identified.key.isName))) return 0;
    if (wanted === "in-place-of" && (isEmpty(a) || isEmpty(b))) return 1;
    const { values, places } = likeness(features(from, false), features(to, true));
    if (wanted === "in-place-of") return places;
    const enough = wanted === "almost-equal" ? 0.8 : keyed && identified.key.isName ? 0.6 : 0.5;
    return values >= enough ? values : 0;
  };
  return (before: readonly number[], after: readonly number[], wanted: Likeness): Candidate[] => {
    const few = before.length * after.length <= mostWeighed;
    const pairs = few ? before.flatMap((from) => after.map((to): [number, number] => [from, to])) : promising(before, after, features);
    const candidates = pairs.map(([from, to]) => ({ before: from, after: to, weight: worth(from, to, wanted) }));
    return heaviestChain(candidates.filter(({ weight }) => weight > 0));
  };
};
