/** What the files around a manifest say of it. */
export interface Surroundings {
  /** It lies in the templates folder of a Helm chart. */
  helmTemplates: boolean;
  /** The nearest kustomization that lists it; null when none does. */
  kustomization: Kustomization | null;
}

/** What a kustomization does to one of the files that it lists. */
export interface Kustomization {
  /** The kustomization's own path. */
  path: string;
  role: "resource" | "patch";
  /** The namespace that it sets; null when it leaves it as it is. */
  namespace: string | null;
  /** Whether it changes names: by a prefix, a suffix or a patch. */
  renames: boolean;
  /** For a patch, what the kustomization selects to apply it to; null when it goes by the name in the patch. */
  target: PatchTarget | null;
  /** A kustomization that builds on this one and changes names or namespaces once more; null when none is known. */
  overlaid: { path: string; renames: boolean } | null;
}

/** What a patch is applied to, as far as it is told by one plain name; null is any. */
export interface PatchTarget {
  kind: string | null;
  name: string | null;
}

/** Nothing is known of the files around. */
export const noSurroundings: Surroundings = { helmTemplates: false, kustomization: null };
