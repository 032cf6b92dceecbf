/** Why the name that an object has in the cluster cannot be told from its file. */
export type UnnamedReason =
  /** The API server makes the name up. */
  | { kind: "generate-name" }
  /** It has none, or none yet. */
  | { kind: "no-name" }
  /** The name or the namespace is no name that Kubernetes would take. */
  | { kind: "not-a-name"; text: string }
  /** The name or the namespace is made by a template, such as `${NAME}`. */
  | { kind: "template"; text: string }
  /** A kustomization puts something before or after the name. `kustomization` is that file's path. */
  | { kind: "kustomize-name"; kustomization: string }
  /** A kustomization lists the object, and neither says which namespace it goes to: an overlay may. */
  | { kind: "kustomize-namespace"; kustomization: string }
  /** A kustomization applies this patch to the objects that it selects, whatever name the patch bears. */
  | { kind: "kustomize-target"; kustomization: string };
