import { isObject, type JsonValue } from "../model/json.ts";

const longest = 60;
const bare = /^[\p{L}\p{N}\p{M}._/:@*%+$~<>=&?!-]+$/u;

const cut = (text: string, limit: number): string => (text.length > limit ? `${text.slice(0, limit - 1)}…` : text);

const showText = (text: string): string => {
  const short = cut(text, longest);
  return bare.test(short.replaceAll("…", "")) ? short : JSON.stringify(short);
};

const isScalar = (value: JsonValue | undefined): boolean => !isObject(value) && !Array.isArray(value);

/** The leaves of a value with their dotted keys, for lists of scalars as one leaf. At most `limit`. */
export const leavesOf = (value: JsonValue, limit: number): [key: string, value: JsonValue][] => {
  const leaves: [string, JsonValue][] = [];
  const visit = (at: JsonValue, key: string): void => {
    if (leaves.length >= limit) return;
    if (isObject(at) && Object.keys(at).length > 0) {
      for (const [name, below] of Object.entries(at)) visit(below, key === "" ? name : `${key}.${name}`);
    } else if (Array.isArray(at) && !at.every(isScalar)) at.forEach((below, index) => visit(below, `${key}[${index}]`));
    else leaves.push([key, at]);
  };
  visit(value, "");
  return leaves;
};

/** A value as a phrase can hold it: short, in one line, strings quoted only where they must be. */
export const show = (value: JsonValue): string => {
  if (typeof value === "string") return value === "" ? '""' : showText(value);
  if (Array.isArray(value) && value.every(isScalar)) return value.length === 0 ? "none" : some(value.map(show));
  if (typeof value !== "object" || value === null) return String(value);
  // Its only leaf would be itself.
  if (isObject(value) && Object.keys(value).length === 0) return "empty";
  const leaves = leavesOf(value, 4);
  return cut(some(leaves.map(([key, leaf]) => `${key}=${show(leaf)}`)), 2 * longest);
};

/** The first few of a list of texts: `a, b, c and 4 more`. */
export const some = (texts: readonly string[], limit = 3): string =>
  texts.length <= limit + 1 ? texts.join(", ") : `${texts.slice(0, limit).join(", ")} and ${texts.length - limit} more`;

/** `1 route`, `3 routes`. */
export const count = (number: number, noun: string): string => `${number} ${noun}${number === 1 ? "" : "s"}`;

/** How a value differs: `timeout 3s -> 10s`, `timeout set to 3s`, `timeout removed (was 3s)`. */
export const differs = (name: string, before: JsonValue | undefined, after: JsonValue | undefined): string => {
  if (after === undefined) return before === undefined || !isScalar(before) ? `${name} removed` : `${name} removed (was ${show(before)})`;
  if (before === undefined) return `${name} set to ${show(after)}`;
  const [was, is] = [show(before), show(after)];
  return was === is ? `${name} changed` : `${name} ${was} -> ${is}`;
};
