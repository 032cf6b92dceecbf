import { isObject, type JsonValue } from "@meshaudit/core";

/** A string that every reader takes for itself as it is. */
const isPlain = (text: string): boolean => /^[A-Za-z][A-Za-z0-9./-]*$/.test(text) && !/^(?:true|false|null|yes|no|on|off|y|n)$/i.test(text);

/** A value on one line that every reader takes for the same: JSON, but for plain words. */
export const lineYaml = (value: JsonValue): string => (typeof value === "string" && isPlain(value) ? value : JSON.stringify(value));

/** Whether a value takes lines of its own. */
export const isBlock = (value: JsonValue): value is JsonValue[] | { [key: string]: JsonValue } =>
  Array.isArray(value) ? value.length > 0 : isObject(value) && Object.keys(value).length > 0;

/** How far the parts of a value stand from what holds it. */
export interface Inset {
  /** The keys of a mapping from the key that it is the value of. */
  keys: number;
  /** The dashes of a list from the key that it is the value of: 0 in the same column. */
  dashes: number;
}

const below = (value: JsonValue, column: number, inset: Inset): string[] =>
  isBlock(value) ? blockYaml(value, column + (Array.isArray(value) ? inset.dashes : inset.keys), inset) : [];

/** A key and its value, from a column on. */
export const entryYaml = (key: string, value: JsonValue, column: number, inset: Inset): string[] => {
  const name = `${" ".repeat(column)}${lineYaml(key)}:`;
  return isBlock(value) ? [name, ...below(value, column, inset)] : [`${name} ${lineYaml(value)}`];
};

/** An entry of a list, its dash in a column. */
export const itemYaml = (value: JsonValue, column: number, inset: Inset): string[] => {
  const dash = `${" ".repeat(column)}- `;
  if (!isBlock(value)) return [`${dash}${lineYaml(value)}`];
  const [first = "", ...others] = blockYaml(value, dash.length, inset);
  return [`${dash}${first.slice(dash.length)}`, ...others];
};

/** A mapping or a list that is not empty, as lines of block style from a column on. */
export const blockYaml = (value: JsonValue, column: number, inset: Inset): string[] => {
  if (Array.isArray(value)) return value.flatMap((item) => itemYaml(item, column, inset));
  return isObject(value) ? Object.entries(value).flatMap(([key, one]) => entryYaml(key, one, column, inset)) : [];
};
