import { isObject, type JsonValue } from "../../model/json.ts";
import type { Path } from "../../model/path.ts";

export interface Leaf {
  path: Path;
  /** A scalar, or an empty list or object. */
  value: JsonValue;
}

/** The leaves of a value in document order. An empty object, or a scalar, is itself the only leaf, with path []. */
export const leaves = (value: JsonValue): Leaf[] => {
  const found: Leaf[] = [];
  const visit = (at: JsonValue, path: Path): void => {
    if (Array.isArray(at) && at.length > 0) for (const [index, entry] of at.entries()) visit(entry, [...path, index]);
    else if (isObject(at) && Object.keys(at).length > 0) for (const key of Object.keys(at)) visit(at[key] as JsonValue, [...path, key]);
    else found.push({ path, value: at });
  };
  visit(value, []);
  return found;
};
