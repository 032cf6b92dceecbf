import { isObject, type JsonValue } from "../../model/json.ts";

/** What a value is made of: its leaves with their places, and the places alone. Places have no list indexes. */
export interface Features {
  leaves: Map<string, number>;
  places: Map<string, number>;
  total: number;
}

/** A value's first leaves are enough to know it by. */
const most = 200;
/** Of a long text, the beginning and the length. */
const longest = 100;

const count = (counts: Map<string, number>, item: string): void => void counts.set(item, (counts.get(item) ?? 0) + 1);

const told = (value: JsonValue): string =>
  typeof value === "string"
    ? `"${value.length > longest ? `${value.slice(0, longest)}${value.length}` : value}`
    : isObject(value)
      ? "{}"
      : Array.isArray(value)
        ? "[]"
        : String(value);

/** The features of a value, at most its first 200 leaves. */
export const featuresOf = (value: JsonValue): Features => {
  const features: Features = { leaves: new Map(), places: new Map(), total: 0 };
  const add = (at: JsonValue, place: string): void => {
    if (features.total >= most) return;
    if (Array.isArray(at) && at.length > 0) {
      for (const entry of at.slice(0, most)) add(entry, `${place}[]`);
      return;
    }
    const keys = isObject(at) ? Object.keys(at) : [];
    if (isObject(at) && keys.length > 0) {
      for (const key of keys.sort().slice(0, most)) add(at[key] as JsonValue, `${place}.${key}`);
      return;
    }
    count(features.places, place);
    count(features.leaves, `${place}=${told(at)}`);
    features.total++;
  };
  add(value, "");
  return features;
};

const shared = (a: Map<string, number>, b: Map<string, number>): number => {
  let sum = 0;
  for (const [item, times] of a) sum += Math.min(times, b.get(item) ?? 0);
  return sum;
};

/** How alike two values are, each 0 to 1 (Dice's coefficient): by equal leaves, and by leaves in the same places whatever their values. */
export const likeness = (a: Features, b: Features): { values: number; places: number } => {
  const both = a.total + b.total;
  return { values: (2 * shared(a.leaves, b.leaves)) / both, places: (2 * shared(a.places, b.places)) / both };
};
