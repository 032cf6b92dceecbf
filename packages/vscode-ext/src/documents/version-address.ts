import { own, type ObjectIdentity } from "@meshaudit/core";
import type { Version } from "../protocol/questions.ts";

/** The scheme of the read-only documents. */
export const scheme = "meshaudit";

/** Which text a read-only document has: a version of the mesh's, or the part of an open file that is the object. */
export type ShownText = Version | { kind: "file"; uri: string };

/** What a read-only document shows. */
export interface VersionAddress {
  /** The mesh's key. */
  mesh: string;
  object: ObjectIdentity;
  shown: ShownText;
}

/** Longer than any name that an API server takes. */
const longest = 4096;

const textOf = (value: unknown, key: string): string | null => {
  const text = own(value, key);
  return typeof text === "string" && text.length <= longest ? text : null;
};

const shownOf = (value: unknown): ShownText | null => {
  const kind = textOf(value, "kind");
  const [change, uri] = [textOf(value, "change"), textOf(value, "uri")];
  if (kind === "last" || kind === "live") return { kind };
  if ((kind === "before" || kind === "after") && change !== null) return { kind, change };
  return kind === "file" && uri !== null ? { kind, uri } : null;
};

const objectOf = (value: unknown): ObjectIdentity | null => {
  const [group, resource, namespace, name] = [
    textOf(value, "group"),
    textOf(value, "resource"),
    textOf(value, "namespace"),
    textOf(value, "name"),
  ];
  if (group === null || resource === null || namespace === null || name === null) return null;
  return { group, resource, namespace, name, kind: textOf(value, "kind"), mesh: textOf(value, "mesh") };
};

/** The query of a document's uri. */
export const queryOf = ({ mesh, object: { group, resource, namespace, name, kind, mesh: named }, shown }: VersionAddress): string =>
  JSON.stringify({ mesh, object: { group, resource, namespace, name, kind, mesh: named }, shown });

/** What a uri's query asks for; null when it is none of ours: anybody can write a link. */
export const addressIn = (query: string): VersionAddress | null => {
  if (query.length > 16 * longest) return null;
  let value: unknown;
  try {
    value = JSON.parse(query);
  } catch {
    return null;
  }
  const [mesh, object, shown] = [textOf(value, "mesh"), objectOf(own(value, "object")), shownOf(own(value, "shown"))];
  return mesh === null || object === null || shown === null ? null : { mesh, object, shown };
};
