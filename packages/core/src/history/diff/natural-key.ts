import { isObject, own, type JsonObject, type JsonValue } from "../../model/json.ts";
import { formatStep, type Path } from "../../model/path.ts";
import { below, identify, onlyUnique, telling, type NaturalKey } from "./identity.ts";
import { listKeys } from "./list-keys.ts";

const plain = /^[A-Za-z0-9_.*/:@~-]+$/;
const shownValue = (value: string | number | boolean): string => (plain.test(String(value)) ? String(value) : JSON.stringify(value));

const nameOf = (entry: JsonValue, key: NaturalKey): string =>
  key.parts
    .map(({ label, path }) => ({ label, value: below(entry, path) }))
    .flatMap(({ label, value }) => (telling(value) ? [`${label}=${shownValue(value)}`] : []))
    .join(",");

/**
 * How each entry of a list is called in a key path: `name=default`, `host=reviews,subset=v1`, a scalar `=reviews.example.com` (as
 * Kubernetes' own field paths write it), and its index where nothing tells it apart.
 */
export const entryNames = (list: readonly JsonValue[], keys: readonly NaturalKey[]): string[] => {
  const objects = new Map([...list.entries()].filter(([, entry]) => isObject(entry)));
  const shown = keys.filter((key) => key.shown);
  const found = identify(objects, objects, shown);
  const scalars = onlyUnique(
    [...list.entries()].map(([index, entry]) => [index, telling(entry) ? `=${shownValue(entry)}` : null] as const),
  );
  return list.map((entry, index) => (found?.after.has(index) ? nameOf(entry, found.key) : (scalars.get(index) ?? String(index))));
};

/**
 * Names the paths of an object by natural keys: `spec.http[name=default].route[host=reviews,subset=v1].weight`. The returned function
 * takes paths of this object, and keeps what it learns about each list.
 */
export const keysOf = (object: JsonObject, group: string, resource: string): ((path: Path) => string) => {
  const keysFor = listKeys(group, resource);
  const known = new Map<JsonValue[], string[]>();
  const namesOf = (list: JsonValue[], pattern: string): string[] => {
    const names = known.get(list) ?? entryNames(list, keysFor(pattern));
    known.set(list, names);
    return names;
  };
  return (path) => {
    let at: JsonValue | undefined = object;
    let pattern = "";
    let text = "";
    for (const step of path) {
      if (typeof step === "number") {
        text += `[${Array.isArray(at) ? (namesOf(at, pattern)[step] ?? step) : step}]`;
        at = Array.isArray(at) ? at[step] : undefined;
      } else {
        text += formatStep(step, text === "");
        pattern = pattern === "" ? step : `${pattern}.${step}`;
        at = own(at, step);
      }
    }
    return text;
  };
};
