/** What the analysis has to know of the editor's settings. In a workspace that is not trusted its own values are not among them. */
export interface Settings {
  /** Logs, stores and collectors to ask in place of the configuration file's; relative paths start at the home directory. */
  sources: string[];
  /** A file with the certificates that collectors are trusted by; "" for those that Node trusts. Relative paths start at the home directory. */
  collectorCa: string;
  /** A kubeconfig file; "" for kubectl's own choice. */
  kubeconfig: string;
  /** A kubeconfig context; "" for the current one. */
  context: string;
  /** Which mesh the files under a path belong to: a glob on the path within the workspace, and a mesh's name. The first that fits counts. */
  meshes: { glob: string; mesh: string }[];
  /** Where objects live whose manifest names no namespace; "" for the context's own. */
  defaultNamespace: string;
  /** Whether the live cluster may be asked where there is no log. */
  liveCluster: boolean;
  /** The folder of the demo: its log answers for the files in it. null while nobody looks at it. */
  demo: string | null;
}
