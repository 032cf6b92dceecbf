import { isObject, setOwn, type JsonObject, type JsonValue } from "../model/json.ts";

/** Replaces a secret by what is kept of it. */
export type Veil = (value: string) => string;

/** Keys whose strings are secret, by how they end: `DB_PASSWORD`, `example.com/api-token`, `clientSecret`; not `secretName`. */
const secretKey =
  /(?:pass(?:word|wd|phrase)|pwd|secret|token|credentials?|authorization|cookie|(?:api|access|private|signing|encryption)[-_. ]?key)$/i;

/**
 * Finds in one pass over a text that there is nothing to look for in it. It matches wherever one of the rules below may: JSON's `\u` may
 * hide any letter.
 */
const hint =
  /pass(?:word|wd|phrase)|pwd|secret|token|credential|authorization|cookie|(?:api|access|private|signing|encryption)[-_. ]?key|bearer|basic|eyJ|gh[opsu]_|ghr_|github_pat_|glpat-|xox[abprs]-|:\/\/[^/\s]*@|\\u/i;

/** Whether a text, which may be JSON, may hold what `withoutTokens` takes out. */
export const mayHoldTokens = (text: string): boolean => hint.test(text);

/** What is looked for in a text, and how much of each match is secret. None looks at a character more than a few times. */
const rules: { looksLike: RegExp; hide: (veil: Veil) => (all: string, ...parts: string[]) => string }[] = [
  // A private key in PEM; one that is cut short reaches to the end.
  {
    looksLike: /-----BEGIN [A-Z0-9 ]{0,40}PRIVATE KEY-----[^]*?(?:-----END [A-Z0-9 ]{0,40}PRIVATE KEY-----|$)/g,
    hide: (veil) => (all) => veil(all),
  },
  // A JSON web token.
  { looksLike: /(?<![\w-])eyJ[\w-]{8,}\.[\w-]{2,}\.[\w-]*/g, hide: (veil) => (all) => veil(all) },
  // Tokens that say by their first letters whose they are: GitHub's, GitLab's, Slack's.
  {
    looksLike: /(?<![A-Za-z0-9])(?:gh[oprsu]_[A-Za-z0-9]{20,}|github_pat_\w{20,}|glpat-[\w-]{20,}|xox[abprs]-[\w-]{10,})/g,
    hide: (veil) => (all) => veil(all),
  },
  // Credentials of HTTP. Prose such as "Basic authentication" is none.
  {
    looksLike: /(?<![A-Za-z0-9])(Bearer\s{1,8})([\w.~+/=-]{8,})/gi,
    hide:
      (veil) =>
      (all, before = "", token = "") =>
        token.length >= 20 || /\d/.test(token) ? before + veil(token) : all,
  },
  {
    looksLike: /(?<![A-Za-z0-9])(Basic\s{1,8})([A-Za-z0-9+/=_-]{4,})/gi,
    hide:
      (veil) =>
      (all, before = "", token = "") =>
        Buffer.from(token, "base64").includes(":") ? before + veil(token) : all,
  },
  // The password in a URL.
  {
    looksLike: /(:\/\/[^\s/:@]{0,256}:)([^\s/@]{1,256})(?=@)/g,
    hide:
      (veil) =>
      (_all, before = "", word = "") =>
        before + veil(word),
  },
  // `--password=…`, `token: …`, `"apiKey": "…"` inside of a text. A reference such as $(TOKEN) is none.
  {
    looksLike:
      /((?:pass(?:word|wd|phrase)|pwd|secret|token|(?:api|access|private)[-_. ]?key)["']?[ \t]{0,8}[:=][ \t]{0,8})(?:"([^"\n]+(?:(?<=\\)"[^"\n]*)*)"|'([^'\n]+)'|([^\s"',;&]+))/gi,
    hide:
      (veil) =>
      (all, before = "", double, single, bare) => {
        const word = double ?? single ?? bare ?? "";
        return word.startsWith("$") ? all : before + all.slice(before.length).replace(word, () => veil(word));
      },
  },
];

const parted = /(redacted:[0-9a-f]{12})/g;
const mostRounds = 8;
/** What an object's annotations may take in all. Source: k8s.io/apimachinery, TotalAnnotationSizeLimitB. Regexes run out of stack on megabytes. */
const longestText = 262_144;

/** What is redacted already is no part of what is looked at, so that looking again finds nothing. */
const withoutTokensIn = (text: string, veil: Veil): string => {
  if (!mayHoldTokens(text)) return text;
  if (text.length > longestText && text.replaceAll(parted, "").length > longestText) return veil(text);
  let left = text;
  for (let round = 0; round < mostRounds; round++) {
    const before = left;
    for (const { looksLike, hide } of rules)
      left = left
        .split(parted)
        .map((part, index) => (index % 2 === 1 ? part : part.replace(looksLike, hide(veil))))
        .join("");
    if (left === before) return left;
  }
  // What is taken out makes what stands beside it look like more of it, again and again: made so on purpose.
  return veil(text);
};

/**
 * A value without what looks like a secret, wherever it stands: strings under keys such as `password` or `apiKey`, also where key and
 * string are the name and the value of an entry (env, headers); JSON web tokens, private keys in PEM, HTTP's credentials, passwords in
 * URLs and arguments, well-known vendors' tokens. A value that has nothing of it is given back as it is.
 */
export const withoutTokens = (value: JsonValue, veil: Veil): JsonValue => {
  if (typeof value === "string") return withoutTokensIn(value, veil);
  if (Array.isArray(value)) {
    const changed = value.map((item) => withoutTokens(item, veil));
    return changed.some((item, index) => item !== value[index]) ? changed : value;
  }
  return isObject(value) ? objectWithoutTokens(value, veil) : value;
};

const objectWithoutTokens = (object: JsonObject, veil: Veil): JsonObject => {
  const { name } = object;
  const isNamedSecret = typeof name === "string" && Object.hasOwn(object, "name") && secretKey.test(name);
  let changed: JsonObject | null = null;
  for (const key of Object.keys(object)) {
    const item = object[key] ?? null;
    const isSecret = typeof item === "string" && item !== "" && (secretKey.test(key) || (isNamedSecret && key === "value"));
    const next = isSecret ? veil(item) : withoutTokens(item, veil);
    if (next === item) continue;
    changed ??= { ...object };
    setOwn(changed, key, next);
  }
  return changed ?? object;
};
