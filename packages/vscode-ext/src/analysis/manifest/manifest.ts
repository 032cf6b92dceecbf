import type { JsonObject, Path } from "@meshaudit/core";
import type { UnnamedReason } from "./unnamed-reason.ts";

/** A stretch of a text: UTF-16 offsets, the end exclusive. */
export interface Span {
  start: number;
  end: number;
}

/** Why nothing can be said of a whole file. `too-large` also when aliases make more of it than it is long. */
export type Obstacle = "helm-template" | "not-yaml" | "too-large" | "too-deep";

/** The Kubernetes objects in the text of a YAML file, each with its place. */
export interface Manifest {
  /** In the order of the text; a List gives its items. [] where there is an obstacle. */
  objects: ManifestObject[];
  obstacle: Obstacle | null;
  /** Where the comments are, in the order of the text. */
  comments: Span[];
}

/** An object as a file has it. What the cluster adds (defaults, status) is not in it. */
export interface ManifestObject {
  apiVersion: string;
  kind: string;
  /** The API group; the core group is "". */
  group: string;
  /** null for a kind that no table knows. */
  resource: string | null;
  /** True also where it is not known: most kinds are. */
  namespaced: boolean;
  isMesh: boolean;
  /** metadata.name as written; null when it is missing, empty or no string. */
  name: string | null;
  /** metadata.namespace as written; null when it is missing, empty or no string. */
  namespace: string | null;
  /**
   * The namespace it goes to: its kustomization's, else its own; null where neither says (the kube context does then) and for a kind
   * that lies in none.
   */
  targetNamespace: string | null;
  /** Why its name in the cluster cannot be known; null when it can. */
  unnamed: UnnamedReason | null;
  /** A patch, or an object that is being typed: what it leaves out means nothing. */
  partial: boolean;
  /** From its first key to the end of its last value. */
  span: Span;
  kindSpan: Span | null;
  nameSpan: Span | null;
  namespaceSpan: Span | null;
  /** Plain JSON: aliases and merge keys are resolved, and no part of it is used twice. */
  value: JsonObject;
  /** Every value of a mapping and entry of a list, in the order of the text, branches before what is in them. */
  fields: ManifestField[];
}

/** A value of an object, and its place. */
export interface ManifestField {
  /** With the file's own indexes; it leads to the field in the object's `value`. */
  path: Path;
  /** The key with its quotes; null for an entry of a list. */
  keySpan: Span | null;
  /** The value without anchor and tag; empty where nothing is written (a null). An alias is the value where it stands. */
  valueSpan: Span;
  /** A scalar, or an empty list or mapping. */
  leaf: boolean;
  /** It came in below an alias, or by a merge key: its span is the alias', which brings more than this value. */
  inherited: boolean;
  /** False where JSON cannot hold the value as written (an integer beyond 2^53, `.inf`): it must not be taken for equal to another. */
  exact: boolean;
}
