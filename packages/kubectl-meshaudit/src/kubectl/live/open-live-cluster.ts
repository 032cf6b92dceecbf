import type { KubeEnvironment } from "../kube-context.ts";
import { connect, type ConnectionFlags } from "./connection.ts";
import { jsonGetter } from "./get-json.ts";
import { liveCluster, type NamedCluster } from "./live-cluster.ts";

/** The live cluster that kubeconfigs and flags ask for. The Kubernetes client is loaded, and the cluster asked, at the first question. */
export const openLiveCluster = (environment: KubeEnvironment, flags: ConnectionFlags): NamedCluster => {
  let opened: Promise<NamedCluster> | null = null;
  const cluster = (): Promise<NamedCluster> => (opened ??= connect(environment, flags).then((config) => liveCluster(jsonGetter(config, flags))));
  return {
    get: async (ref) => (await cluster()).get(ref),
    list: async (pattern) => (await cluster()).list(pattern),
    meshId: async () => (await cluster()).meshId(),
  };
};
