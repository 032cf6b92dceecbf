import type { JsonValue } from "../../model/json.ts";
import { canonical } from "./canonical.ts";
import { identify, type Identified, type NaturalKey } from "./identity.ts";
import { pairEntries } from "./pair-entries.ts";
import { surelyEqual } from "./surely-equal.ts";

/** Two list entries, by index, that are one and the same beyond doubt. */
export interface SurePair {
  before: number;
  after: number;
  /** False where one list repeats the entry more often than the other: which of the equal ones is meant cannot be told. */
  told: boolean;
}

const unpaired = (length: number, paired: ReadonlySet<number>): number[] =>
  Array.from({ length }, (_, index) => index).filter((index) => !paired.has(index));

/** Whether a natural key says that two entries are not the same one. */
const toldApart = (identified: readonly Identified[], before: number, after: number, alone: boolean): boolean =>
  identified.some((by) => (by.key.isName || !alone) && by.before.has(before) && by.after.has(after));

/**
 * The one entry that is left on either side of two lists, where it stands between the same others: what an edit in place leaves. An
 * entry with a natural key has to keep it, but for the only one of its list, as long as it has no other name.
 */
const leftAlone = (
  lengths: { before: number; after: number },
  pairs: readonly SurePair[],
  identified: readonly Identified[],
): SurePair[] => {
  const [before, ...moreBefore] = unpaired(lengths.before, new Set(pairs.map((pair) => pair.before)));
  const [after, ...moreAfter] = unpaired(lengths.after, new Set(pairs.map((pair) => pair.after)));
  if (before === undefined || after === undefined || moreBefore.length > 0 || moreAfter.length > 0) return [];
  if (toldApart(identified, before, after, pairs.length === 0)) return [];
  return pairs.every((pair) => pair.before < before === pair.after < after) ? [{ before, after, told: true }] : [];
};

const counted = (list: readonly JsonValue[]): Map<string, number> => {
  const counts = new Map<string, number>();
  for (const entry of list) {
    const content = canonical(entry);
    counts.set(content, (counts.get(content) ?? 0) + 1);
  }
  return counts;
};

/**
 * Which entries of two lists are the same beyond doubt: those that share a natural key which no other entry of either list has, those
 * that are equal as a whole, and one that was edited in place while all others can be told. Mere likeness pairs nothing.
 */
export const surePairs = (before: readonly JsonValue[], after: readonly JsonValue[], keys: readonly NaturalKey[]): SurePair[] => {
  const [older, newer] = [new Map(before.entries()), new Map(after.entries())];
  const identified = keys.flatMap((key) => identify(older, newer, [key]) ?? []);
  const shareKey = (from: number, to: number): boolean =>
    identified.some((by) => by.before.has(from) && by.before.get(from) === by.after.get(to));
  const counts = { before: counted(before), after: counted(after) };
  const pairs = pairEntries(before, after, keys).flatMap((pair): SurePair[] => {
    const entry = before[pair.before] as JsonValue;
    if (shareKey(pair.before, pair.after)) return [{ before: pair.before, after: pair.after, told: true }];
    if (!surelyEqual(entry, after[pair.after])) return [];
    const content = canonical(entry);
    return [{ before: pair.before, after: pair.after, told: counts.before.get(content) === counts.after.get(content) }];
  });
  return [...pairs, ...leftAlone({ before: before.length, after: after.length }, pairs, identified)];
};
