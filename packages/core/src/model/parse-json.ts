import { isObject, setOwn, type JsonValue } from "./json.ts";

const [quote, backslash, colon] = [0x22, 0x5c, 0x3a];

const isBlank = (code: number): boolean => code === 0x20 || code === 0x0a || code === 0x0d || code === 0x09;

/** The text in which each key with escapes is another word, and what each of those words stands for; null where no key has any. */
const withoutEscapedKeys = (text: string): { text: string; words: Map<string, string> } | null => {
  let parts: string[] | null = null;
  let done = 0;
  const words = new Map<string, string>();
  const wordOf = new Map<string, string>();
  let mark: string | null = null;
  for (let at = text.indexOf("\\"); at !== -1; at = text.indexOf("\\", at)) {
    // Outside of strings JSON has no backslash, and what stands before the first of a string has no quote.
    const start = text.lastIndexOf('"', at);
    while (at < text.length && text.charCodeAt(at) !== quote) at += text.charCodeAt(at) === backslash ? 2 : 1;
    at++;
    let next = at;
    while (isBlank(text.charCodeAt(next))) next++;
    if (text.charCodeAt(next) !== colon) continue;
    const key = JSON.parse(text.slice(start, at)) as string;
    let plain = JSON.stringify(key);
    if (plain.length !== key.length + 2) {
      mark ??= markNotIn(text);
      const word = wordOf.get(key) ?? `${mark}${words.size}`;
      words.set(word, key);
      wordOf.set(key, word);
      plain = `"${word}"`;
    }
    parts ??= [];
    parts.push(text.slice(done, start), plain);
    done = at;
  }
  return parts === null ? null : { text: parts.join("") + text.slice(done), words };
};

const markNotIn = (text: string): string => {
  let mark = "key~";
  while (text.includes(mark)) mark += "~";
  return mark;
};

/** Gives keys back what they stand for, in place and without recursion: text of strangers may be nested as deeply as it is long. */
const restore = (parsed: JsonValue, words: ReadonlyMap<string, string>): JsonValue => {
  const left: JsonValue[] = [parsed];
  for (let value = left.pop(); value !== undefined; value = left.pop()) {
    if (Array.isArray(value)) for (const item of value) if (typeof item === "object" && item !== null) left.push(item);
    if (!isObject(value)) continue;
    const entries = Object.entries(value);
    for (const [, item] of entries) if (typeof item === "object" && item !== null) left.push(item);
    if (!entries.some(([key]) => words.has(key))) continue;
    // All of them anew, so that they keep their order.
    for (const [key] of entries) delete value[key];
    for (const [key, item] of entries) setOwn(value, words.get(key) ?? key, item);
  }
  return parsed;
};

/**
 * `JSON.parse`, for text of strangers. V8 may take a key with escapes for another that it has seen before at the same place, when that one's
 * characters are the first ones of how this one is written: `"\""` is read as `\`. So keys with escapes are put in other words, and back.
 * Source: nodejs/node#63785.
 *
 * @throws SyntaxError.
 */
export const parseJson = (text: string): unknown => {
  if (!text.includes("\\")) return JSON.parse(text);
  let plain: ReturnType<typeof withoutEscapedKeys>;
  let value: JsonValue;
  try {
    plain = withoutEscapedKeys(text);
    value = JSON.parse(plain?.text ?? text) as JsonValue;
  } catch {
    // Says where the error is in the text as it stands.
    return JSON.parse(text);
  }
  return plain === null || plain.words.size === 0 ? value : restore(value, plain.words);
};
