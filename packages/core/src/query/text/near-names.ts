import { nearest } from "../../kinds/nearest.ts";

const wordsOf = (name: string): string[] =>
  name
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== "");

const alike = (a: string, b: string): boolean => a === b || (Math.min(a.length, b.length) >= 4 && (a.startsWith(b) || b.startsWith(a)));

/** Names that have the most words of `name`, those with the fewest others first: a title is rarely a few letters off. */
const byWords = (name: string, candidates: readonly string[]): string[] => {
  const wanted = wordsOf(name);
  return candidates
    .map((candidate) => {
      const words = wordsOf(candidate);
      return { candidate, found: wanted.filter((word) => words.some((other) => alike(word, other))).length, others: words.length };
    })
    .filter(({ found }) => found > 0 && found * 2 >= wanted.length)
    .sort((a, b) => b.found - a.found || a.others - b.others)
    .map(({ candidate }) => candidate);
};

/** At most three names that a person may have meant, best first. */
const nearNames = (name: string, candidates: Iterable<string>): string[] => {
  const all = [...new Set(candidates)];
  const near = nearest(name, all, 3);
  return near.length > 0 ? near : byWords(name, all).slice(0, 3);
};

/** What to say about a name that is not there: the near ones, else all of a few, else nothing. */
export const didYouMean = (name: string, candidates: Iterable<string>): string | undefined => {
  const all = [...new Set(candidates)];
  const near = nearNames(name, all);
  const quote = (names: readonly string[]) => names.map((each) => JSON.stringify(each));
  if (near.length > 0) return `did you mean ${quote(near).join(" or ")}?`;
  return all.length > 0 && all.length <= 12 ? `there are ${quote(all).join(", ")}` : undefined;
};
