/** What this language's own regular expressions have and RE2 has not. */
const missing: readonly (readonly [pattern: RegExp, name: string])[] = [
  [/\(\?<?[=!]/, "it looks ahead or behind, which RE2 does not"],
  [/\\[1-9]/, "it refers back to a group, which RE2 does not"],
];

/** What RE2 has and this language has not: flags on their own, and the older way of naming a group. */
const withoutRe2Only = (pattern: string): string => pattern.replaceAll(/\(\?[imsU-]+\)/g, "").replaceAll("(?P<", "(?<");

/** What is wrong with a regular expression, as far as it can be told before an engine compiles it; null when nothing. */
export const faultOfRegex = (pattern: string): string | null => {
  const bare = pattern.replaceAll("\\\\", "");
  const found = missing.find(([each]) => each.test(bare));
  if (found !== undefined) return found[1];
  try {
    return new RegExp(withoutRe2Only(pattern)).flags === "" ? null : "it has flags";
  } catch (error) {
    return error instanceof Error ? error.message.replace(/^.*: /, "").toLowerCase() : "it cannot be read";
  }
};
