import { sameJson, type JsonObject } from "../model/json.ts";
import { entriesOf } from "./facts.ts";
import { movedPairs, pairEntries, type Identity } from "./pair.ts";
import type { Tell } from "./tell.ts";

/** How the entries of one kind of list are told. */
export interface EntryWords {
  identities: readonly Identity[];
  /** How phrases name an entry: `route canary`, `port 443`. `among` is how many there are: the name may be empty for the only one. */
  name(entry: JsonObject, index: number, among: number): string;
  /** What else is said of an entry that came or went, with its leading space or comma; empty for nothing. */
  detail(entry: JsonObject): string;
  /** Says how an entry differs. */
  tell: Tell;
  /** True where the order decides, as with routes: then a move is told, and where an addition stands. */
  ordered: boolean;
}

/** Says how two lists of objects differ: what changed in the entries they share, what came, what went, what moved. */
export const tellEntries =
  ({ identities, name, detail, tell, ordered }: EntryWords): Tell =>
  (before, after, place) => {
    const [was, is] = [entriesOf(before), entriesOf(after)];
    const { pairs, added, removed } = pairEntries(was, is, identities);
    const always = Infinity;
    const moved = new Set(ordered ? movedPairs(pairs) : []);
    const nextOf = (index: number): string => {
      const next = pairs.find((pair) => pair.to > index && !moved.has(pair));
      return next === undefined ? "" : ` before ${name(next.after, next.to, always).replace(/^route /, "")}`;
    };
    const changed = pairs
      .filter((pair) => !sameJson(pair.before, pair.after))
      .flatMap((pair) => {
        const own = name(pair.after, pair.to, is.length);
        const of = own === "" ? place.of : ` of ${own}${place.of}`;
        return tell(pair.before, pair.after, { ...place, path: [...place.path, pair.to], of, only: is.length === 1 });
      });
    return [
      ...changed,
      ...added.map(({ entry, index }) => `${name(entry, index, always)}${place.of} added${ordered ? nextOf(index) : ""}${detail(entry)}`),
      ...removed.map(({ entry, index }) => `${name(entry, index, always)}${place.of} removed${detail(entry)}`),
      ...[...moved].map((pair) => `${name(pair.after, pair.to, always)}${place.of} moved${nextOf(pair.to) || " to the end"}`),
    ];
  };
