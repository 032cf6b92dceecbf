/** JSON as it comes from `JSON.parse`: every value below was written by a stranger. */
export type JsonValue = null | boolean | number | string | JsonValue[] | JsonObject;
export type JsonObject = { [key: string]: JsonValue };

/** True for a JSON object: not null, not an array. */
export const isObject = (value: unknown): value is JsonObject => typeof value === "object" && value !== null && !Array.isArray(value);

/** An own property of an object, undefined for anything else: a stranger's `__proto__` or `constructor` never reaches the prototype. */
export const own = (value: unknown, key: string): JsonValue | undefined =>
  isObject(value) && Object.hasOwn(value, key) ? value[key] : undefined;

/** The value below a chain of keys, undefined when any link is missing. */
export const ownAt = (value: unknown, ...keys: string[]): JsonValue | undefined => {
  let at: unknown = value;
  for (const key of keys) at = own(at, key);
  return at as JsonValue | undefined;
};

/** A string below a chain of keys, null when it is missing, empty or not a string. */
export const textAt = (value: unknown, ...keys: string[]): string | null => {
  const found = ownAt(value, ...keys);
  return typeof found === "string" && found !== "" ? found : null;
};

/** Sets an own property whatever its name: plain assignment of `__proto__` would change the prototype instead. */
export const setOwn = (target: JsonObject, key: string, value: JsonValue): void => {
  if (key === "__proto__") Object.defineProperty(target, key, { value, enumerable: true, configurable: true, writable: true });
  else target[key] = value;
};

/** Deep equality of JSON values; the order of an object's keys does not matter. */
export const sameJson = (a: JsonValue | undefined, b: JsonValue | undefined): boolean => {
  if (a === b) return true;
  if (Array.isArray(a)) return Array.isArray(b) && a.length === b.length && a.every((item, index) => sameJson(item, b[index]));
  if (!isObject(a) || !isObject(b)) return false;
  const keys = Object.keys(a);
  return keys.length === Object.keys(b).length && keys.every((key) => Object.hasOwn(b, key) && sameJson(a[key], b[key]));
};
