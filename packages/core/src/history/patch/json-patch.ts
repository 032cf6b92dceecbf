import { isObject, own, sameJson, setOwn, type JsonObject, type JsonValue } from "../../model/json.ts";

/** The API server refuses longer patches. Source: k8s.io/apiserver 0.37.2, endpoints/handlers/patch.go. */
const mostOperations = 10_000;
/** Longer pointers lead nowhere: nothing that was decoded is nested as deep. */
const deepest = 128;
/** Values that all `copy` operations together may copy: a few doubling ones would otherwise fill any memory. */
const mostCopied = 100_000;

/** The reference tokens of a JSON pointer (RFC 6901); null when it is none. */
const tokensOf = (pointer: JsonValue | undefined): string[] | null => {
  if (pointer === "") return [];
  if (typeof pointer !== "string" || !pointer.startsWith("/") || /~(?![01])/.test(pointer)) return null;
  const tokens = pointer
    .slice(1)
    .split("/", deepest + 1)
    .map((token) => token.replaceAll("~1", "/").replaceAll("~0", "~"));
  return tokens.length > deepest ? null : tokens;
};

/** An index of an existing entry, or with `end` also the place after the last; null when the token is none. */
const indexIn = (list: readonly JsonValue[], token: string, end: boolean): number | null => {
  if (end && token === "-") return list.length;
  const index = /^(?:0|[1-9]\d{0,8})$/.test(token) ? Number(token) : -1;
  return index >= 0 && index < list.length + (end ? 1 : 0) ? index : null;
};

const child = (value: JsonValue, token: string): JsonValue | undefined => {
  if (!Array.isArray(value)) return own(value, token);
  const index = indexIn(value, token, false);
  return index === null ? undefined : value[index];
};

/** How many values there are in a value, counted no further than `most` and `depth`, beyond which it is Infinity. */
const weight = (value: JsonValue, most: number, depth: number): number => {
  if (typeof value !== "object" || value === null) return 1;
  if (depth === 0) return Infinity;
  let sum = 1;
  for (const inner of Object.values(value)) {
    sum += weight(inner, most - sum, depth - 1);
    if (sum > most) return Infinity;
  }
  return sum;
};

const clone = (value: JsonValue): JsonValue => {
  if (Array.isArray(value)) return value.map(clone);
  if (!isObject(value)) return value;
  const copy: JsonObject = {};
  for (const key of Object.keys(value)) setOwn(copy, key, clone(value[key] as JsonValue));
  return copy;
};

/** The document while it is patched: wholly our own copy, edited in place. */
interface Draft {
  document: JsonValue;
  /** How many values may still be copied. */
  copies: number;
}

const find = ({ document }: Draft, tokens: readonly string[]): JsonValue | undefined => {
  let at: JsonValue | undefined = document;
  for (const token of tokens) at = at === undefined ? undefined : child(at, token);
  return at;
};

/** Each edit is false when there is no such place. */
const put = (draft: Draft, tokens: readonly string[], value: JsonValue, op: "add" | "replace"): boolean => {
  const last = tokens.at(-1);
  if (last === undefined) {
    draft.document = value;
    return true;
  }
  const parent = find(draft, tokens.slice(0, -1));
  if (Array.isArray(parent)) {
    const index = indexIn(parent, last, op === "add");
    if (index !== null) parent.splice(index, op === "add" ? 0 : 1, value);
    return index !== null;
  }
  if (!isObject(parent) || (op === "replace" && !Object.hasOwn(parent, last))) return false;
  setOwn(parent, last, value);
  return true;
};

const remove = (draft: Draft, tokens: readonly string[]): boolean => {
  const last = tokens.at(-1);
  if (last === undefined || find(draft, tokens) === undefined) return false;
  const parent = find(draft, tokens.slice(0, -1));
  if (Array.isArray(parent)) parent.splice(Number(last), 1);
  else if (isObject(parent)) delete parent[last];
  return true;
};

const isWithin = (tokens: readonly string[], outer: readonly string[]): boolean =>
  tokens.length > outer.length && outer.every((token, index) => token === tokens[index]);

const copyOrMove = (draft: Draft, op: "copy" | "move", from: readonly string[], to: readonly string[]): boolean => {
  const found = find(draft, from);
  if (found === undefined || (op === "move" && isWithin(to, from))) return false;
  if (op === "move") return (from.length === 0 || remove(draft, from)) && put(draft, to, found, "add");
  draft.copies -= weight(found, draft.copies, deepest);
  return draft.copies >= 0 && put(draft, to, clone(found), "add");
};

/** Applies one operation; false when it does not apply. */
const applyOne = (draft: Draft, operation: JsonValue): boolean => {
  const tokens = tokensOf(own(operation, "path"));
  const value = own(operation, "value");
  if (tokens === null) return false;
  switch (own(operation, "op")) {
    case "add":
      return value !== undefined && put(draft, tokens, clone(value), "add");
    case "replace":
      return value !== undefined && put(draft, tokens, clone(value), "replace");
    case "remove":
      return remove(draft, tokens);
    case "test":
      // A missing field passes for null, as with the API server's library.
      return sameJson(find(draft, tokens) ?? null, value ?? null);
    case "copy":
    case "move": {
      const from = tokensOf(own(operation, "from"));
      return from !== null && copyOrMove(draft, own(operation, "op") === "copy" ? "copy" : "move", from, tokens);
    }
    default:
      return false;
  }
};

/**
 * An object with a JSON patch applied (RFC 6902); null when the patch does not apply to it, so that this cannot have been the object that
 * the API server patched. Never changes its inputs, nor shares parts with them.
 */
export const applyJsonPatch = (target: JsonObject, operations: readonly JsonValue[]): JsonObject | null => {
  if (operations.length > mostOperations) return null;
  const draft: Draft = { document: clone(target), copies: mostCopied };
  if (!operations.every((operation) => applyOne(draft, operation))) return null;
  return isObject(draft.document) && weight(draft.document, Infinity, 2 * deepest) < Infinity ? draft.document : null;
};
