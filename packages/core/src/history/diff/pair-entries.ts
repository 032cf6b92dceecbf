import { sameJson, type JsonValue } from "../../model/json.ts";
import { canonical } from "./canonical.ts";
import { heaviestChain, type Candidate } from "./chain.ts";
import { identify, type Identified, type NaturalKey } from "./identity.ts";
import { alignment, type Likeness } from "./alignment.ts";

/** An entry of the older list that is an entry of the newer one, by index. */
export interface Pair {
  before: number;
  after: number;
  /** It does not keep its place among the others: the fewest possible are moved. */
  moved: boolean;
}

/** Partners by index, null where an entry has none (yet). */
interface Pairing {
  ofBefore: (number | null)[];
  ofAfter: (number | null)[];
}

const pair = ({ ofBefore, ofAfter }: Pairing, before: number, after: number): void => {
  ofBefore[before] = after;
  ofAfter[after] = before;
};

const at = (list: readonly JsonValue[], indexes: readonly number[]): Map<number, JsonValue> =>
  new Map(indexes.map((index) => [index, list[index] as JsonValue]));

const single = (partners: readonly (number | null)[]): number[] => partners.flatMap((partner, index) => (partner === null ? [index] : []));

const kept = ({ ofBefore }: Pairing): Candidate[] =>
  heaviestChain(ofBefore.flatMap((after, before) => (after === null ? [] : [{ before, after, weight: 1 }])));

const pairSameEnds = (pairing: Pairing, before: readonly JsonValue[], after: readonly JsonValue[]): void => {
  const shorter = Math.min(before.length, after.length);
  let start = 0;
  for (; start < shorter && sameJson(before[start], after[start]); start++) pair(pairing, start, start);
  for (let end = 1; end <= shorter - start && sameJson(before.at(-end), after.at(-end)); end++)
    pair(pairing, before.length - end, after.length - end);
};

const pairByIdentity = (pairing: Pairing, { before, after }: Identified): void => {
  const places = new Map([...after].map(([index, identity]) => [identity, index]));
  for (const [index, identity] of before) {
    const place = places.get(identity);
    if (place !== undefined) pair(pairing, index, place);
  }
};

/** More repetitions than this of one content are paired one by one, not each with each. */
const mostRepeated = 20;

/** Pairs equal entries: first those of a longest common subsequence, then the others, in order. */
const pairByContent = (pairing: Pairing, before: readonly JsonValue[], after: readonly JsonValue[]): void => {
  const places = new Map<string, { before: number[]; after: number[] }>();
  const placesOf = (entry: JsonValue) => {
    const content = canonical(entry);
    const found = places.get(content) ?? { before: [], after: [] };
    places.set(content, found);
    return found;
  };
  for (const index of single(pairing.ofBefore)) placesOf(before[index] as JsonValue).before.push(index);
  for (const index of single(pairing.ofAfter)) placesOf(after[index] as JsonValue).after.push(index);
  const equal = [...places.values()].filter((group) => group.before.length > 0 && group.after.length > 0);
  const candidates = equal.flatMap((group) =>
    group.before.flatMap((from, turn) => {
      const partners =
        group.before.length > mostRepeated || group.after.length > mostRepeated ? group.after.slice(turn, turn + 1) : group.after;
      return partners.map((to) => ({ before: from, after: to, weight: 1 }));
    }),
  );
  for (const chosen of heaviestChain(candidates)) pair(pairing, chosen.before, chosen.after);
  for (const group of equal) {
    const left = group.after.filter((index) => pairing.ofAfter[index] === null);
    for (const from of group.before) {
      if (pairing.ofBefore[from] !== null) continue;
      const to = left.shift();
      if (to === undefined) break;
      pair(pairing, from, to);
    }
  }
};

/** Stretches between entries that keep their places, with what is unpaired there on either side. */
const gaps = (pairing: Pairing): { before: number[]; after: number[] }[] => {
  const found: { before: number[]; after: number[] }[] = [];
  let [left, right] = [0, 0];
  for (const anchor of [...kept(pairing), { before: pairing.ofBefore.length, after: pairing.ofAfter.length }]) {
    const gap: { before: number[]; after: number[] } = { before: [], after: [] };
    for (; left < anchor.before; left++) if (pairing.ofBefore[left] === null) gap.before.push(left);
    for (; right < anchor.after; right++) if (pairing.ofAfter[right] === null) gap.after.push(right);
    if (gap.before.length > 0 && gap.after.length > 0) found.push(gap);
    [left, right] = [anchor.before + 1, anchor.after + 1];
  }
  return found;
};

/**
 * Which entries of two lists are the same: those with the same natural key, then equal ones, then by likeness (an unnamed route whose
 * timeout changed). Whatever is left was added or removed. Sorted by `after`.
 */
export const pairEntries = (before: readonly JsonValue[], after: readonly JsonValue[], keys: readonly NaturalKey[]): Pair[] => {
  const pairing: Pairing = { ofBefore: before.map(() => null), ofAfter: after.map(() => null) };
  pairSameEnds(pairing, before, after);
  const identified = identify(at(before, single(pairing.ofBefore)), at(after, single(pairing.ofAfter)), keys);
  if (identified !== null) pairByIdentity(pairing, identified);
  // Two entries that are left alone are not equal: as ends they would have been paired.
  if (single(pairing.ofBefore).length > 1 || single(pairing.ofAfter).length > 1) pairByContent(pairing, before, after);
  const alike = alignment(before, after, identified);
  const pairAlike = (from: number[], to: number[], likeness: Likeness): void => {
    for (const chosen of alike(from, to, likeness)) pair(pairing, chosen.before, chosen.after);
  };
  for (const gap of gaps(pairing)) pairAlike(gap.before, gap.after, "alike");
  pairAlike(single(pairing.ofBefore), single(pairing.ofAfter), "almost-equal");
  for (const gap of gaps(pairing)) if (gap.before.length === 1 && gap.after.length === 1) pairAlike(gap.before, gap.after, "in-place-of");
  const inPlace = new Set(kept(pairing).map((anchor) => anchor.after));
  return pairing.ofAfter.flatMap((from, to) => (from === null ? [] : [{ before: from, after: to, moved: !inPlace.has(to) }]));
};
