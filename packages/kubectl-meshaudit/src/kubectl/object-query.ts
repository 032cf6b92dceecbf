import { kinds, type ObjectPattern, resolveObjects } from "@meshaudit/core";

/** All of the mesh's API groups, whole: kinds newer than this program too. */
const meshPatterns = (namespace: string | null): ObjectPattern[] =>
  [...new Set(kinds.filter(({ mesh }) => mesh !== null).map(({ group }) => group))].map((group) => ({
    group,
    resource: null,
    namespace,
    name: null,
  }));

/**
 * The objects that words name, as kubectl takes them; without words all of the mesh's. `namespace` null: any.
 *
 * @throws MeshauditError `kind-unknown`, `argument-invalid`.
 */
export const patternsOf = (words: readonly string[], namespace: string | null): ObjectPattern[] => {
  if (words.length === 0) return meshPatterns(namespace);
  const { kinds: asked, names } = resolveObjects(words);
  return asked.flatMap(({ group, resource, namespaced }) =>
    (names.length > 0 ? names : [null]).map((name) => ({ group, resource, namespace: namespaced ? namespace : null, name })),
  );
};

/** Whether words name one object: TYPE/NAME, or TYPE NAME. Every other form is answered with a list. */
export const namesOne = (words: readonly string[]): boolean =>
  (words.length === 1 && words[0]?.includes("/") === true) || (words.length === 2 && !words.some((word) => word.includes("/")));
