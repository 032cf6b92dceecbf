import type { Files } from "../workbench/places.ts";

export interface Mesh {
  name: string;
  /** Relative paths start at the configuration file, `.config/meshaudit/config.yaml`. */
  sources: string[];
  /** kubeconfig contexts that it is the mesh of; none: of all. */
  contexts?: string[];
}

/** The configuration file of a person who uses these meshes, below the home directory. */
export const meshConfig = (meshes: Mesh[]): Files => ({
  // JSON is YAML.
  ".config/meshaudit/config.yaml": `${JSON.stringify({ apiVersion: "meshaudit.io/v1", kind: "Config", meshes }, null, 2)}\n`,
});

/** A kubeconfig with contexts of these names, whose clusters cannot be reached, below the home directory. The first is the current one. */
export const kubeconfig = (...contexts: string[]): Files => ({
  ".kube/config": `${JSON.stringify(
    {
      apiVersion: "v1",
      kind: "Config",
      "current-context": contexts[0] ?? "",
      clusters: [{ name: "nowhere", cluster: { server: "https://127.0.0.1:9" } }],
      users: [{ name: "nobody", user: {} }],
      contexts: contexts.map((name) => ({ name, context: { cluster: "nowhere", user: "nobody" } })),
    },
    null,
    2,
  )}\n`,
});
