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
  /** Whether it puts something before or after names. */
  renames: boolean;
  /** For a patch: whether the kustomization selects what to apply it to, so that the name in the patch means nothing. */
  selects: boolean;
}

/** Nothing is known of the files around. */
export const noSurroundings: Surroundings = { helmTemplates: false, kustomization: null };
