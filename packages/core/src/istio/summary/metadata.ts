import type { JsonValue } from "../../model/json.ts";
import { isObject, own, sameJson, textAt } from "../../model/json.ts";
import { entriesOf, textsOf } from "../facts.ts";
import { differs, show } from "../phrase.ts";
import { tellKeys, type Tell } from "../tell.ts";

const pair = (noun: string, key: string, before: JsonValue | undefined, after: JsonValue | undefined): string => {
  if (before === undefined && after !== undefined) return `${noun} ${key}${after === "" ? "" : `=${show(after)}`} set`;
  return differs(`${noun} ${key}`, before, after);
};

/** Labels or annotations: `label team=reviews set`. */
const tellPairs =
  (noun: string): Tell =>
  (before, after) => {
    const keys = new Set([before, after].flatMap((value) => (isObject(value) ? Object.keys(value) : [])));
    return [...keys]
      .filter((key) => !sameJson(own(before, key), own(after, key)))
      .map((key) => pair(noun, key, own(before, key), own(after, key)));
  };

/** What a set of texts lost and gained. */
const tellNames =
  (noun: string, namesOf: (value: JsonValue | undefined) => string[]): Tell =>
  (before, after) => {
    const [was, is] = [new Set(namesOf(before)), new Set(namesOf(after))];
    return [
      ...[...is].filter((name) => !was.has(name)).map((name) => `${noun} ${show(name)} added`),
      ...[...was].filter((name) => !is.has(name)).map((name) => `${noun} ${show(name)} removed`),
    ];
  };

/** Labels, annotations, finalizers and owners, as every object has them. */
export const tellMetadata = tellKeys({
  labels: tellPairs("label"),
  annotations: tellPairs("annotation"),
  finalizers: tellNames("finalizer", textsOf),
  ownerReferences: tellNames("owner", (owners) =>
    entriesOf(owners).map((owner) => `${textAt(owner, "kind") ?? "?"}/${textAt(owner, "name") ?? "?"}`),
  ),
});
