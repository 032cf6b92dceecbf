import { MeshauditError, type Range } from "@meshaudit/core";

/**
 * Parts the words of `diff TYPE/NAME [A[..B]]` into the object and the versions; `TYPE NAME [A[..B]]` too.
 *
 * @throws MeshauditError `argument-invalid`.
 */
export const parseVersions = (argv: readonly string[]): { words: string[]; versions: Extract<Range, { kind: "between" }> | null } => {
  const taken = argv[0]?.includes("/") === true ? 1 : 2;
  const [words, [range, ...more]] = [argv.slice(0, taken), argv.slice(taken)];
  if (more.length > 0) {
    throw new MeshauditError("argument-invalid", `"${more[0]}" is one word too many`, { hint: "two versions are written A..B" });
  }
  if (range === undefined) return { words, versions: null };
  const [from = "", to = null, ...others] = range.split("..");
  if (from === "" || to === "" || others.length > 0) {
    throw new MeshauditError("argument-invalid", `"${range}" names no versions`, {
      hint: "write A or A..B, each an id as history shows it, ~N (N changes ago) or live",
    });
  }
  return { words, versions: { kind: "between", from, to } };
};
