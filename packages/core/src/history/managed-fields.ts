import { isObject, own, ownAt, sameJson, textAt, type JsonObject, type JsonValue } from "../model/json.ts";
import type { Path } from "../model/path.ts";
import { parseJson } from "../model/parse-json.ts";

/** One entry of metadata.managedFields: a program that wrote, when it last did, and the fields it set. Never a person. */
export interface FieldManager {
  manager: string;
  operation: "Apply" | "Update";
  /** RFC 3339, to the second. */
  time: string;
  fields: JsonObject;
}

/** The managers of an object's fields apart from its status, newest first. Source: Kubernetes, "Server-Side Apply", managedFields. */
export const fieldManagers = (object: JsonObject): FieldManager[] => {
  const entries = ownAt(object, "metadata", "managedFields");
  if (!Array.isArray(entries)) return [];
  const managers = entries.flatMap((entry): FieldManager[] => {
    const manager = textAt(entry, "manager");
    const fields = own(entry, "fieldsV1");
    const time = textAt(entry, "time");
    if (manager === null || time === null || !isObject(fields) || textAt(entry, "subresource") !== null) return [];
    return [{ manager, operation: own(entry, "operation") === "Apply" ? "Apply" : "Update", time, fields }];
  });
  return managers.sort((a, b) => (a.time < b.time ? 1 : -1));
};

const parse = (text: string): JsonValue | undefined => {
  try {
    return parseJson(text) as JsonValue;
  } catch {
    return undefined;
  }
};

/** The part of a field set below one step: `f:` a key, `k:` the keys of a list entry, `v:` its value, `i:` its index. */
const below = (fields: JsonObject, step: string | number, value: JsonValue | undefined): JsonValue | undefined => {
  if (typeof step === "string") return own(fields, `f:${step}`);
  for (const [name, inner] of Object.entries(fields)) {
    if (name === `i:${step}`) return inner;
    if (name.startsWith("v:") && sameJson(parse(name.slice(2)), value)) return inner;
    const keys = name.startsWith("k:") ? parse(name.slice(2)) : undefined;
    if (isObject(keys) && Object.entries(keys).every(([key, wanted]) => sameJson(own(value, key), wanted))) return inner;
  }
  return undefined;
};

/** Whether a field set owns a path of the object: it names the path, or ends at a part above it that is written as a whole. */
export const ownsPath = (fields: JsonObject, object: JsonObject, path: Path): boolean => {
  let set: JsonValue = fields;
  let value: JsonValue | undefined = object;
  for (const step of path) {
    if (!isObject(set)) return false;
    if (Object.keys(set).length === 0) return true;
    value = Array.isArray(value) && typeof step === "number" ? value[step] : own(value, String(step));
    const inner = below(set, step, value);
    if (inner === undefined) return false;
    set = inner;
  }
  return true;
};

/** The parts of an object that a field set touches, to a depth of two: `spec.hosts`, `metadata.labels`. */
export const ownedParts = (fields: JsonObject): string[] =>
  Object.entries(fields).flatMap(([name, inner]) => {
    if (!name.startsWith("f:")) return [];
    const deeper = isObject(inner) ? Object.keys(inner).filter((key) => key.startsWith("f:")) : [];
    return deeper.length === 0 ? [name.slice(2)] : deeper.map((key) => `${name.slice(2)}.${key.slice(2)}`);
  });
