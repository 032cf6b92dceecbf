/**
 * Letters of MySQL's patterns of times that have a meaning here. Source: MySQL's DATE_FORMAT, without those that Trino does not take.
 */
const letters = "abcdefHhIijklMmprSsTvWxYy%";

/** A piece of a pattern: the letter after a `%`, or text as it is. */
export type PatternPart = { kind: "letter"; letter: string } | { kind: "text"; text: string };

/** The pieces of a pattern; as `unknown`, the first letter that means nothing. */
export const timePattern = (pattern: string): { parts: PatternPart[]; unknown: string | null } => {
  const parts: PatternPart[] = [];
  for (const piece of pattern.match(/%[^]|[^%]+|%$/gu) ?? []) {
    if (!piece.startsWith("%")) parts.push({ kind: "text", text: piece });
    else if (piece.length === 2 && letters.includes(piece.charAt(1))) parts.push({ kind: "letter", letter: piece.charAt(1) });
    else return { parts, unknown: piece };
  }
  return { parts, unknown: null };
};
