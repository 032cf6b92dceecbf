import { isObject, type JsonValue } from "../model/json.ts";

/** A value as a text that is the same for equal values, whatever the order of their keys: a map key. */
export const canonical = (value: JsonValue | undefined): string => {
  if (Array.isArray(value)) return `[${value.map(canonical).join(",")}]`;
  if (!isObject(value)) return value === undefined ? "" : JSON.stringify(value);
  const keys = Object.keys(value).sort();
  return `{${keys.map((key) => `${JSON.stringify(key)}:${canonical(value[key])}`).join(",")}}`;
};
