import { isObject, type JsonValue } from "../../model/json.ts";

/** What a value is made of: its leaves with their places, and the places alone. Places have no list indexes. */
export interface Features {
  leaves: Set<string>;
  places: Set<string>;
}

/** A value's first leaves are enough to know it by. */
const most = 200;
/** Of a long text, the beginning and the length. */
const longest = 100;

const told = (value: JsonValue): string =>
  typeof value === "string"
    ? `"${value.length > longest ? `${value.slice(0, longest)}${value.length}` : value}`
    : isObject(value)
      ? "{}"
      : Array.isArray(value)
        ? "[]"
        : String(value);

const innerOf = (value: JsonValue, place: string): [value: JsonValue, place: string][] => {
  if (Array.isArray(value)) return value.slice(0, most).map((entry) => [entry, `${place}[]`]);
  if (!isObject(value)) return [];
  const keys = Object.keys(value).sort().slice(0, most);
  return keys.map((key) => [value[key] as JsonValue, `${place}.${key}`]);
};

/** The features of a value, as far as its first 200 leaves show them. */
export const featuresOf = (value: JsonValue): Features => {
  const features: Features = { leaves: new Set(), places: new Set() };
  let left = most;
  const add = (at: JsonValue, place: string): void => {
    if (left <= 0) return;
    const inner = innerOf(at, place);
    for (const [value, below] of inner) add(value, below);
    if (inner.length > 0) return;
    left--;
    features.places.add(place);
    features.leaves.add(`${place}=${told(at)}`);
  };
  add(value, "");
  return features;
};

/** Dice's coefficient: 0 for sets with nothing in common, 1 for equal ones. */
const dice = (a: ReadonlySet<string>, b: ReadonlySet<string>): number => {
  let shared = 0;
  for (const item of a) if (b.has(item)) shared++;
  return (2 * shared) / (a.size + b.size);
};

/** How alike two values are, each 0 to 1: by equal leaves, and by leaves in the same places whatever their values. */
export const likeness = (a: Features, b: Features): { values: number; places: number } => ({
  values: dice(a.leaves, b.leaves),
  places: dice(a.places, b.places),
});
