import { isObject, setOwn, type JsonObject, type JsonValue } from "../../model/json.ts";
import type { DefaultsAt } from "../../kinds/gateway-api-defaults.ts";

const filled = (object: JsonObject, defaults: JsonObject | null): JsonObject => {
  const missing = defaults === null ? [] : Object.keys(defaults).filter((field) => !Object.hasOwn(object, field));
  return missing.length === 0 ? object : { ...object, ...Object.fromEntries(missing.map((field) => [field, defaults?.[field] ?? null])) };
};

/**
 * An object with what the API server fills in: first the fields that are missing, then what is missing inside of them, as it does
 * itself. Only fields are added, no entries, so that every path stays what it was. Shares its parts with the object.
 */
export const withDefaults = (object: JsonObject, defaultsAt: DefaultsAt | null): JsonObject => {
  if (defaultsAt === null) return object;
  const fill = (value: JsonValue, pattern: string): JsonValue => {
    if (Array.isArray(value)) return value.map((entry) => fill(entry, pattern));
    if (!isObject(value)) return value;
    const whole = filled(value, defaultsAt(pattern));
    const result: JsonObject = {};
    for (const field of Object.keys(whole))
      setOwn(result, field, fill(whole[field] as JsonValue, pattern === "" ? field : `${pattern}.${field}`));
    return result;
  };
  return fill(object, "") as JsonObject;
};
