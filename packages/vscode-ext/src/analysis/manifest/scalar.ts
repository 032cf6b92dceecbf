import type { JsonValue } from "@meshaudit/core";

/** A scalar as the API server gets it. `exact` is false where JSON cannot hold what is written. */
export interface ScalarValue {
  value: JsonValue;
  exact: boolean;
}

const words = new Map<string, boolean | null>([
  ...["y", "Y", "yes", "Yes", "YES", "true", "True", "TRUE", "on", "On", "ON"].map((word) => [word, true] as const),
  ...["n", "N", "no", "No", "NO", "false", "False", "FALSE", "off", "Off", "OFF"].map((word) => [word, false] as const),
  ...["", "~", "null", "Null", "NULL"].map((word) => [word, null] as const),
]);

const notNumbers = /^(?:[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN))$/;
const numberStart = /^[-+.\d]/;
const integer = /^([-+]?)(0[xX][\da-fA-F]+|0[bB][01]+|0[oO][0-7]+|0[0-7]+|0|[1-9]\d*)$/;
const float = /^[-+]?(?:\.\d+|\d+(?:\.\d*)?)(?:[eE][-+]?\d+)?$/;
const octal = /^0[0-7]+$/;

const integerOf = (sign: string, digits: string): ScalarValue => {
  const size = BigInt(octal.test(digits) ? `0o${digits.slice(1)}` : digits);
  const value = Number(sign === "-" ? -size : size);
  return { value, exact: Number.isSafeInteger(value) };
};

const plain = (text: string): ScalarValue => {
  const word = words.get(text);
  if (word !== undefined) return { value: word, exact: true };
  if (!numberStart.test(text)) return { value: text, exact: true };
  if (notNumbers.test(text)) return { value: text, exact: false };
  // Only what begins with a dot keeps its underscores, and is then no number.
  const digits = text.startsWith(".") ? text : text.replaceAll("_", "");
  const [, sign, size] = integer.exec(digits) ?? [];
  if (sign !== undefined && size !== undefined) return integerOf(sign, size);
  const value = float.test(digits) ? Number(digits) : Number.NaN;
  return { value: Number.isFinite(value) ? value : text, exact: true };
};

const core = "tag:yaml.org,2002:";

const tagged = (text: string, tag: string): ScalarValue | null => {
  if (tag === "!" || tag === `${core}str` || tag === `${core}timestamp`) return { value: text, exact: true };
  const found = plain(text);
  const { value } = found;
  if (tag === `${core}int`) return Number.isInteger(value) && !/[.eE]/.test(text.replace(/^[-+]?0[xX].*/, "")) ? found : null;
  if (tag === `${core}float`) return typeof value === "number" || !found.exact ? found : null;
  if (tag === `${core}bool`) return typeof value === "boolean" ? found : null;
  if (tag === `${core}null`) return value === null ? found : null;
  return { value: text, exact: false };
};

/**
 * A scalar's value by its text, as kubectl reads it; null where kubectl refuses it. That is YAML 1.1, in which `yes`, `on` and `y` are true,
 * but without its dates and its numbers to the base of 60. Source: kubectl reads manifests by sigs.k8s.io/yaml, whose README says so and
 * which resolves scalars by go-yaml v2's resolve.go.
 */
export const scalarValue = (text: string, isPlain: boolean, tag: string | undefined): ScalarValue | null => {
  if (tag !== undefined) return tagged(text, tag);
  return isPlain ? plain(text) : { value: text, exact: true };
};

/**
 * A mapping's key as JSON has it: numbers and booleans become their text; null for what kubectl refuses, and for a fraction, which it
 * rounds to 32 bits on the way. Source: sigs.k8s.io/yaml, convertToJSONableObject.
 */
export const keyText = ({ value, exact }: ScalarValue): string | null => {
  if (typeof value === "string") return exact ? value : null;
  if (typeof value === "boolean") return String(value);
  return typeof value === "number" && exact && Number.isInteger(value) ? String(value) : null;
};
