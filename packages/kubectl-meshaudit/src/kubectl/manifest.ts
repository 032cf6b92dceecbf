import { createReadStream } from "node:fs";
import { groupOf, isObject, kindByName, MeshauditError, own, textAt, type JsonObject, type ObjectPattern } from "@meshaudit/core";

const invalid = (path: string, reason: string, hint = "a manifest has apiVersion, kind and metadata.name"): MeshauditError =>
  new MeshauditError("manifest-invalid", `${path === "-" ? "standard input" : path} is no manifest: ${reason}`, { hint });

/** Larger manifests than this are somebody's mistake. */
const largest = 64 * 1024 * 1024;

/**
 * The text of a manifest; `-` is standard input.
 *
 * @throws MeshauditError `manifest-invalid`.
 */
export const readManifest = async (path: string): Promise<string> => {
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    for await (const chunk of path === "-" ? process.stdin : createReadStream(path)) {
      chunks.push(chunk as Buffer);
      size += (chunk as Buffer).length;
      if (size > largest) break;
    }
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : "";
    throw new MeshauditError("manifest-invalid", `the manifest ${path} cannot be read (${code})`, { hint: "check -f FILE", cause: error });
  }
  if (size > largest) throw invalid(path, "it is larger than 64 MiB");
  return Buffer.concat(chunks).toString("utf8");
};

const objectsOf = (document: unknown): unknown[] => {
  const items = own(document, "items");
  return textAt(document, "kind")?.endsWith("List") === true && Array.isArray(items) ? items.flatMap(objectsOf) : [document];
};

/** A resource's plural as its definition most likely has it, for kinds that no table knows. */
const pluralOf = (kind: string): string => {
  const lower = kind.toLowerCase();
  if (/(?:s|x|z|ch|sh)$/.test(lower)) return `${lower}es`;
  return /[^aeiou]y$/.test(lower) ? `${lower.slice(0, -1)}ies` : `${lower}s`;
};

const patternOf = (object: JsonObject, path: string, namespace: string | null): ObjectPattern => {
  const [apiVersion, kind, name] = [textAt(object, "apiVersion"), textAt(object, "kind"), textAt(object, "metadata", "name")];
  if (apiVersion === null || kind === null) throw invalid(path, "an object in it has no apiVersion or no kind");
  if (name === null) throw invalid(path, `the ${kind} in it has no metadata.name`);
  const known = kindByName(apiVersion, kind);
  const own = textAt(object, "metadata", "namespace");
  return {
    group: groupOf(apiVersion),
    resource: known?.resource ?? pluralOf(kind),
    namespace: known?.namespaced === false ? null : (own ?? namespace),
    name,
  };
};

/**
 * The objects of a manifest: of each document, and of each item of a List. Objects without a namespace are looked for in `namespace`;
 * null: in any.
 *
 * @throws MeshauditError `manifest-invalid`.
 */
export const patternsInManifest = async (text: string, path: string, namespace: string | null): Promise<ObjectPattern[]> => {
  const { parseAllDocuments } = await import("yaml");
  const documents = parseAllDocuments(text, { logLevel: "silent" });
  const values = Array.isArray(documents) ? documents : [];
  const [error] = values.flatMap((document) => document.errors);
  if (error) throw invalid(path, error.message.split("\n")[0] ?? "it is no YAML", "check its YAML");
  const patterns = values
    .flatMap((document) => objectsOf(document.toJS() as unknown))
    .filter((object) => object !== null && object !== undefined)
    .map((object) => {
      if (!isObject(object)) throw invalid(path, "a document in it is no object");
      return patternOf(object, path, namespace);
    });
  if (patterns.length === 0) throw invalid(path, "it has no object in it");
  return patterns;
};
