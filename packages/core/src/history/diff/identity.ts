import { isObject, own, type JsonValue } from "../../model/json.ts";
import { canonical } from "./canonical.ts";

interface KeyPart {
  label: string;
  path: readonly string[];
  /** `required` and `optional` parts are scalars; of `content` the whole subtree counts, or that there is none. */
  kind: "required" | "optional" | "content";
}

/** The fields that tell the entries of a list apart. */
export interface NaturalKey {
  parts: readonly KeyPart[];
  /** Nothing but a name: then another name is another entry, unless nearly all the rest is the same. */
  isName: boolean;
  /** False when a person could not read it. */
  shown: boolean;
}

/** Longer values tell nothing to a person, and would be repeated in the key of every field below. 253: the longest object name. */
const longest = 253;

/** `destination.host destination.subset?`: fields of an entry, `?` for one that may be absent, `*` for one that counts as a whole. */
export const parseKey = (text: string): NaturalKey => {
  const parts = text.split(" ").map((word): KeyPart => {
    const kind = word.endsWith("?") ? "optional" : word.endsWith("*") ? "content" : "required";
    const path = (kind === "required" ? word : word.slice(0, -1)).split(".");
    const last = path.at(-1) ?? "";
    return { label: (last === "number" ? path.at(-2) : last) ?? last, path, kind };
  });
  return { parts, isName: text === "name", shown: parts.every((part) => part.kind !== "content") };
};

/** The value of an entry below a chain of fields. */
export const below = (entry: JsonValue, path: readonly string[]): JsonValue | undefined => {
  let at: JsonValue | undefined = entry;
  for (const field of path) at = own(at, field);
  return at;
};

/** Whether a value can tell an entry apart, and be read in a key. */
export const telling = (value: JsonValue | undefined): value is string | number | boolean =>
  typeof value === "string" ? value !== "" && value.length <= longest : typeof value === "number" || typeof value === "boolean";

/** What tells an entry apart under a key, as a text to compare; null when it lacks a part. */
const identityOf = (entry: JsonValue, { parts }: NaturalKey): string | null => {
  if (!isObject(entry)) return null;
  const values: (JsonValue | undefined)[] = [];
  for (const { path, kind } of parts) {
    const value = below(entry, path);
    if (kind === "content") values.push(value === undefined ? null : canonical(value));
    else if (telling(value)) values.push(value);
    else if (kind === "required" || value !== undefined) return null;
    else values.push(null);
  }
  const allMissing = values.every((value) => value === null) && parts.every((part) => part.kind === "optional");
  return allMissing ? null : JSON.stringify(values);
};

/** Entries of a list by their indexes. */
export type Entries = ReadonlyMap<number, JsonValue>;

/** Of texts by index, those that occur once. */
export const onlyUnique = (texts: Iterable<readonly [index: number, text: string | null]>): Map<number, string> => {
  const first = new Map<string, number>();
  const unique = new Map<number, string>();
  for (const [index, text] of texts) {
    if (text === null) continue;
    const earlier = first.get(text);
    if (earlier === undefined) {
      first.set(text, index);
      unique.set(index, text);
    } else unique.delete(earlier);
  }
  return unique;
};

const identitiesBy = (entries: Entries, key: NaturalKey): Map<number, string> =>
  onlyUnique([...entries].map(([index, entry]) => [index, identityOf(entry, key)] as const));

const tellsAll = (entries: Entries, identities: ReadonlyMap<number, string>): boolean =>
  entries.size === identities.size || [...entries].every(([index, entry]) => !isObject(entry) || identities.has(index));

/** The entries of two lists that have an identity of their own under one key, by index. */
export interface Identified {
  key: NaturalKey;
  before: ReadonlyMap<number, string>;
  after: ReadonlyMap<number, string>;
}

/** The first key that tells all entries of both lists apart; else the one by which most of them meet, the first of equals. */
export const identify = (before: Entries, after: Entries, keys: readonly NaturalKey[]): Identified | null => {
  let best: Identified | null = null;
  let most = -1;
  for (const key of keys) {
    const found: Identified = { key, before: identitiesBy(before, key), after: identitiesBy(after, key) };
    if (tellsAll(before, found.before) && tellsAll(after, found.after)) return found;
    const there = new Set(found.after.values());
    const meeting = [...found.before.values()].filter((identity) => there.has(identity)).length;
    if (meeting > most) [best, most] = [found, meeting];
  }
  return best;
};
