import type { JsonObject } from "../model/json.ts";

/** An entry that both lists have, maybe changed, with its index in each. */
export interface Pair {
  before: JsonObject;
  after: JsonObject;
  from: number;
  to: number;
}

/** An entry that one list has alone. */
export interface Lone {
  entry: JsonObject;
  index: number;
}

export interface Pairing {
  /** In the order of the newer list. */
  pairs: Pair[];
  added: Lone[];
  removed: Lone[];
}

/** What makes two entries the same one; null when an entry has nothing of the kind. */
export type Identity = (entry: JsonObject) => string | null;

/**
 * Finds the entries that two lists share: by each identity in turn, the strongest first, each entry once; then, when a single one is left
 * on each side, those two. Equal identities pair in order.
 */
export const pairEntries = (before: readonly JsonObject[], after: readonly JsonObject[], identities: readonly Identity[]): Pairing => {
  const left = new Map(before.map((entry, index) => [index, entry]));
  const right = new Map(after.map((entry, index) => [index, entry]));
  const pairs: Pair[] = [];
  const take = (from: number, to: number): void => {
    const [was, is] = [left.get(from), right.get(to)];
    if (was === undefined || is === undefined) return;
    pairs.push({ before: was, after: is, from, to });
    left.delete(from);
    right.delete(to);
  };
  for (const identity of identities) {
    const known = new Map<string, number[]>();
    for (const [index, entry] of left) {
      const id = identity(entry);
      if (id !== null) known.set(id, [...(known.get(id) ?? []), index]);
    }
    const turns = new Map<string, number>();
    for (const [index, entry] of right) {
      const id = identity(entry);
      if (id === null) continue;
      const turn = turns.get(id) ?? 0;
      const from = known.get(id)?.[turn];
      if (from === undefined) continue;
      turns.set(id, turn + 1);
      take(from, index);
    }
  }
  const [lastLeft, lastRight] = [[...left.keys()], [...right.keys()]];
  if (lastLeft.length === 1 && lastRight.length === 1) take(lastLeft[0] ?? 0, lastRight[0] ?? 0);
  return {
    pairs: pairs.sort((a, b) => a.to - b.to),
    added: [...right].map(([index, entry]) => ({ entry, index })),
    removed: [...left].map(([index, entry]) => ({ entry, index })),
  };
};

/** The pairs that were moved past others: all but a longest run that kept its order. Pairs come in the order of the newer list. */
export const movedPairs = (pairs: readonly Pair[]): Pair[] => {
  // Patience sorting: `ends[n]` is the pair that ends the best run of n + 1.
  const ends: Pair[] = [];
  const runs = new Map<Pair, Pair | undefined>();
  for (const pair of pairs) {
    let low = 0;
    for (let high = ends.length; low < high;) {
      const middle = (low + high) >> 1;
      if ((ends[middle]?.from ?? 0) < pair.from) low = middle + 1;
      else high = middle;
    }
    runs.set(pair, low > 0 ? ends[low - 1] : undefined);
    ends[low] = pair;
  }
  const kept = new Set<Pair>();
  for (let pair = ends.at(-1); pair !== undefined; pair = runs.get(pair)) kept.add(pair);
  return pairs.filter((pair) => !kept.has(pair));
};
