import type { KubeEnvironment } from "../kubeconfig/kube-context.ts";
import type { ConnectionFlags } from "./connection.ts";
import type { NamedCluster } from "./live-cluster.ts";

const open = async (environment: KubeEnvironment, flags: ConnectionFlags): Promise<NamedCluster> => {
  // What talks to a cluster costs a log's reader nothing.
  const [{ connect }, { jsonGetter }, { liveCluster }] = await Promise.all([
    import("./connection.ts"),
    import("./get-json.ts"),
    import("./live-cluster.ts"),
  ]);
  return liveCluster(jsonGetter(await connect(environment, flags), flags));
};

/** The live cluster that kubeconfigs and flags ask for. The Kubernetes client is loaded, and the cluster asked, at the first question. */
export const openLiveCluster = (environment: KubeEnvironment, flags: ConnectionFlags): NamedCluster => {
  let opened: Promise<NamedCluster> | null = null;
  const cluster = (): Promise<NamedCluster> => (opened ??= open(environment, flags));
  return {
    get: async (ref) => (await cluster()).get(ref),
    list: async (pattern) => (await cluster()).list(pattern),
    meshId: async () => (await cluster()).meshId(),
  };
};
