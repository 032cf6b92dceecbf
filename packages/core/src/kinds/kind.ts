/** Which part of a mesh a kind belongs to; null for the rest of Kubernetes. */
export type MeshPart = "istio" | "gateway-api";

/** A type of Kubernetes objects, under all the names that kubectl takes for it. */
export interface Kind {
  /** As manifests spell it: `VirtualService`. null for a resource known only by the full name that a person typed. */
  kind: string | null;
  /** The API group; the core group is "". */
  group: string;
  /** The plural, as URIs and audit events have it: `virtualservices`. */
  resource: string;
  singular: string;
  shortNames: readonly string[];
  /** True also where it is not known: most kinds are. */
  namespaced: boolean;
  mesh: MeshPart | null;
}

/** One row of a table of kinds: kind, plural, then its short names. */
export type KindRow = readonly [kind: string, plural: string, ...shortNames: string[]];

/** The kinds of one API group. Every singular in these tables is the kind in lower case, as its definition says. */
export const kindsIn = (group: string, mesh: MeshPart | null, namespaced: boolean, rows: readonly KindRow[]): Kind[] =>
  rows.map(([kind, resource, ...shortNames]) => ({ kind, group, resource, singular: kind.toLowerCase(), shortNames, namespaced, mesh }));
