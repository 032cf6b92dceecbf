import { sameJson, type JsonObject } from "../model/json.ts";
import { pairEntries, type Pair } from "./pairing.ts";
import type { Tell } from "./tell.ts";

/** How the entries of one kind of list are told. */
export interface EntryWords {
  /** How phrases name an entry: `route canary`, `port 443`. `among` is how many there are: the name may be empty for the only one. */
  name(entry: JsonObject, index: number, among: number): string;
  /** What else is said of an entry that came or went, with its leading space or comma. */
  detail?(entry: JsonObject): string;
  /** Says how an entry differs. */
  tell: Tell;
  /** Where the order decides, as with routes: then a move is told, and where an addition stands. */
  ordered?: boolean;
}

/** The first pair behind a place of the newer list, in whose order the pairs are. */
const firstAfter = (pairs: readonly Pair[], index: number): Pair | undefined => {
  let [low, high] = [0, pairs.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((pairs[middle]?.to ?? 0) > index) high = middle;
    else low = middle + 1;
  }
  return pairs[low];
};

/** Says how two lists of objects differ: what changed in the entries they share, what came, what went, what moved. */
export const tellEntries =
  ({ name, detail = () => "", tell, ordered = false }: EntryWords): Tell =>
  (before, after, place) => {
    const { pairs, added, removed } = pairEntries(before, after, place);
    const among = Array.isArray(after) ? after.length : 0;
    const named = (entry: JsonObject, index: number): string => name(entry, index, Infinity);
    const staying = pairs.filter((pair) => !pair.moved);
    const nextOf = (index: number): string => {
      const next = firstAfter(staying, index);
      return next === undefined ? "" : ` before ${named(next.after, next.to).replace(/^route /, "")}`;
    };
    const changed = pairs
      .filter((pair) => !sameJson(pair.before, pair.after))
      .flatMap((pair) => {
        const own = name(pair.after, pair.to, among);
        const of = own === "" ? place.of : ` of ${own}${place.of}`;
        const [oldPath, newPath] = [`${place.oldPath}[${pair.from}]`, `${place.newPath}[${pair.to}]`];
        return tell(pair.before, pair.after, { ...place, oldPath, newPath, of, only: among === 1 });
      });
    const moved = ordered ? pairs.filter((pair) => pair.moved) : [];
    return [
      ...changed,
      ...added.map(({ entry, index }) => `${named(entry, index)}${place.of} added${ordered ? nextOf(index) : ""}${detail(entry)}`),
      ...removed.map(({ entry, index }) => `${named(entry, index)}${place.of} removed${detail(entry)}`),
      ...moved.map((pair) => `${named(pair.after, pair.to)}${place.of} moved${nextOf(pair.to) || " to the end"}`),
    ];
  };
