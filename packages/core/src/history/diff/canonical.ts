import { isObject, type JsonValue } from "../../model/json.ts";

/** A text that two values share exactly when they are equal, in whatever order their keys stand. */
export const canonical = (value: JsonValue): string => {
  if (Array.isArray(value)) return `[${value.map(canonical).join(",")}]`;
  if (isObject(value)) {
    const keys = Object.keys(value).sort();
    return `{${keys.map((key) => `${JSON.stringify(key)}:${canonical(value[key] as JsonValue)}`).join(",")}}`;
  }
  // Not JSON.stringify for numbers: 1e999 is read as Infinity, which it would write as null.
  return typeof value === "string" ? JSON.stringify(value) : String(value);
};
