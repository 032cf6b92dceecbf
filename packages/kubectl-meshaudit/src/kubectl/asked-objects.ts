import { MeshauditError, type ObjectPattern } from "@meshaudit/core";
import { patternsInManifest, readManifest } from "./manifest.ts";
import { patternsOf } from "./object-query.ts";

/** How a command's objects were named. */
export interface ObjectFlags {
  filename?: string | undefined;
  selector?: string | undefined;
  namespace?: string | undefined;
  "all-namespaces"?: boolean;
}

/**
 * The objects of the manifest, or those that the words name; without either all of the mesh's, if flags ask for a part of it.
 * `namespace` null: in any.
 *
 * @throws MeshauditError `argument-invalid`, `kind-unknown`, `manifest-invalid`.
 */
export const askedObjects = async (words: readonly string[], flags: ObjectFlags, namespace: string | null): Promise<ObjectPattern[]> => {
  const { filename, selector } = flags;
  if (filename !== undefined) {
    if (words.length === 0) return patternsInManifest(await readManifest(filename), filename, namespace);
    throw new MeshauditError("argument-invalid", "-f FILE and words both name objects", { hint: "use one of them" });
  }
  if (words.length === 0 && selector === undefined && flags.namespace === undefined && flags["all-namespaces"] !== true) {
    throw new MeshauditError("argument-invalid", "who-changed needs an object to ask about", {
      hint: "name one, such as vs/reviews, or all of a kind, such as vs -A",
    });
  }
  return patternsOf(words, namespace);
};
