import { isObject, type JsonValue } from "../../model/json.ts";

/** An integer beyond 2^53 was rounded when it was read: another one may have become the same number. */
const isRounded = (value: JsonValue): boolean => typeof value === "number" && Number.isInteger(value) && !Number.isSafeInteger(value);

/** Deep equality of JSON values that holds for what was written, too: integers that were rounded on reading are equal to none. */
export const surelyEqual = (a: JsonValue | undefined, b: JsonValue | undefined): boolean => {
  if (Array.isArray(a)) return Array.isArray(b) && a.length === b.length && a.every((item, index) => surelyEqual(item, b[index]));
  if (!isObject(a)) return a === b && a !== undefined && !isRounded(a);
  if (!isObject(b)) return false;
  const keys = Object.keys(a);
  return keys.length === Object.keys(b).length && keys.every((key) => Object.hasOwn(b, key) && surelyEqual(a[key], b[key]));
};
