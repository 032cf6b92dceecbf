import { isObject, own, sameJson, textAt, type JsonValue } from "../../model/json.ts";
import { entriesOf } from "../facts.ts";
import { differs, show } from "../phrase.ts";
import { tellKeys, type Tell } from "../tell.ts";
import { tellNames } from "./names.ts";

const tellPair = (noun: string, key: string, before: JsonValue | undefined, after: JsonValue | undefined): string => {
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
      .map((key) => tellPair(noun, show(key), own(before, key), own(after, key)));
  };

const ownersOf = (value: JsonValue | undefined): string[] =>
  entriesOf(value).map((owner) => `${textAt(owner, "kind") ?? "?"}/${textAt(owner, "name") ?? "?"}`);

/** Labels, annotations, finalizers and owners, as every object has them. */
export const tellMetadata = tellKeys({
  labels: tellPairs("label"),
  annotations: tellPairs("annotation"),
  finalizers: tellNames("finalizer"),
  ownerReferences: tellNames("owner", ownersOf),
});
