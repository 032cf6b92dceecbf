import type { JsonValue } from "../../model/json.ts";
import { textsOf } from "../facts.ts";
import { show, some } from "../phrase.ts";
import type { Tell } from "../tell.ts";

const plural = (noun: string, names: readonly string[]): string => `${noun}${names.length > 1 ? "s" : ""} ${some(names.map(show))}`;

/** What a set of names lost and gained: `hosts a, b added`, `host x removed`. `namesOf` takes them from the value. */
export const tellNames =
  (noun: string, namesOf: (value: JsonValue | undefined) => string[] = textsOf): Tell =>
  (before, after, place) => {
    const [was, is] = [new Set(namesOf(before)), new Set(namesOf(after))];
    const added = [...is].filter((name) => !was.has(name));
    const removed = [...was].filter((name) => !is.has(name));
    const phrases = added.length > 0 ? [`${plural(noun, added)}${place.of} added`] : [];
    return removed.length > 0 ? [...phrases, `${plural(noun, removed)}${place.of} removed`] : phrases;
  };
