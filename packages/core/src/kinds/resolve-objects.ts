import { MeshauditError } from "../model/error.ts";
import type { Kind } from "./kind.ts";
import { resolveType } from "./resolve-type.ts";

/** What a person asked about: every name of every kind. No names: all objects of the kinds. */
export interface ObjectWords {
  kinds: Kind[];
  names: string[];
}

const invalid = (message: string, hint: string): MeshauditError => new MeshauditError("argument-invalid", message, { hint });
const quote = (text: string): string => JSON.stringify(text);
const kindKey = (kind: Kind): string => `${kind.resource}.${kind.group}`;

const distinct = (kinds: readonly Kind[]): Kind[] => [...new Map(kinds.map((kind) => [kindKey(kind), kind])).values()];

/** `TYPE/NAME TYPE/NAME …`: the words must ask for every name of every type, or the answer would mix what was not asked for. */
const fromPairs = (words: readonly string[]): ObjectWords => {
  const kinds: Kind[] = [];
  const pairs = new Set<string>();
  const names = new Set<string>();
  for (const word of words) {
    const [type = "", name = "", ...more] = word.split("/");
    if (words.length > 1 && !word.includes("/")) {
      throw invalid(
        `${quote(word)} stands beside a TYPE/NAME`,
        `the type is already in the others: write TYPE/NAME for each, or TYPE NAME…`,
      );
    }
    if (type === "" || name === "" || more.length > 0)
      throw invalid(`${quote(word)} is no TYPE/NAME`, "one type and one name, such as vs/reviews");
    if (type.includes(","))
      throw invalid(`${quote(word)} has several types before one /`, `write ${quote(`${type} ${name}`)} to ask for each of them`);
    for (const kind of resolveType(type)) {
      kinds.push(kind);
      names.add(name);
      pairs.add(`${kindKey(kind)}/${name}`);
    }
  }
  const result = { kinds: distinct(kinds), names: [...names] };
  if (pairs.size !== result.kinds.length * result.names.length) {
    throw invalid(`${words.map(quote).join(" and ")} have different types and names`, "ask for one after the other");
  }
  return result;
};

/**
 * What the words after a command name, as kubectl takes them: `TYPE/NAME…`, `TYPE NAME…`, `TYPE`, `TYPE1,TYPE2 [NAME…]`.
 *
 * @throws MeshauditError `argument-invalid` for any other form, `kind-unknown` for a type that is none.
 */
export const resolveObjects = (words: readonly string[]): ObjectWords => {
  const [types, ...names] = words;
  if (types === undefined || types === "")
    throw invalid("no object was named", "name one as TYPE/NAME, such as vs/reviews, or all of a kind as TYPE");
  if (words.some((word) => word.includes("/"))) return fromPairs(words);
  const empty = names.some((name) => name === "") || types.split(",").includes("");
  if (empty) throw invalid(`${words.map(quote).join(" ")} has an empty word`, "TYPE NAME, such as vs reviews, or TYPE1,TYPE2");
  return { kinds: distinct(types.split(",").flatMap(resolveType)), names: [...new Set(names)] };
};
