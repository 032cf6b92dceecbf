import type { Cluster, Context, KubeConfig, User } from "@kubernetes/client-node";
import { MeshauditError } from "@meshaudit/core";
import { kubeconfigPaths, type KubeEnvironment } from "../kubeconfig/kube-context.ts";

/** kubectl's connection flags, as far as they say whom to ask, and as whom. */
export interface ConnectionFlags {
  context?: string | undefined;
  cluster?: string | undefined;
  user?: string | undefined;
  server?: string | undefined;
  token?: string | undefined;
  as?: string | undefined;
  "as-group"?: string[] | undefined;
  "as-uid"?: string | undefined;
  "insecure-skip-tls-verify"?: boolean | undefined;
  "certificate-authority"?: string | undefined;
  "client-certificate"?: string | undefined;
  "client-key"?: string | undefined;
  "request-timeout"?: string | undefined;
  "tls-server-name"?: string | undefined;
}

/** The error for a cluster that cannot be asked. */
export const unreachable = (message: string, hint: string, cause?: unknown): MeshauditError =>
  new MeshauditError("cluster-unreachable", message, { hint, cause });

const distinct = <T extends { name: string }>(items: readonly T[]): T[] =>
  [...new Map(items.toReversed().map((item) => [item.name, item])).values()].toReversed();

/** All kubeconfigs as one: for every name the first file that has it counts, as with kubectl. */
const merged = async (environment: KubeEnvironment): Promise<KubeConfig> => {
  const { KubeConfig } = await import("./kubernetes-client.ts");
  const configs: KubeConfig[] = [];
  for (const path of kubeconfigPaths(environment)) {
    const config = new KubeConfig();
    try {
      config.loadFromFile(path);
      configs.push(config);
    } catch (error) {
      if (error instanceof Error && "code" in error && error.code === "ENOENT" && environment.flag === undefined) continue;
      const reason = error instanceof Error ? (error.message.split("\n")[0] ?? "") : "";
      throw new MeshauditError("config-invalid", `the kubeconfig ${path} cannot be read: ${reason}`, {
        hint: "check the file, --kubeconfig and KUBECONFIG",
        cause: error,
      });
    }
  }
  const all = new KubeConfig();
  if (configs.length === 0 && environment.inCluster) {
    all.loadFromCluster();
    return all;
  }
  all.loadFromOptions({
    clusters: distinct(configs.flatMap(({ clusters }) => clusters)),
    users: distinct(configs.flatMap(({ users }) => users)),
    contexts: distinct(configs.flatMap(({ contexts }) => contexts)),
    currentContext: configs.map(({ currentContext }) => currentContext).find((name) => name !== "") ?? "",
  });
  return all;
};

const find = <T extends { name: string }>(items: readonly T[], name: string | undefined, what: string): T | undefined => {
  if (name === undefined) return undefined;
  const found = items.find((item) => item.name === name);
  if (found !== undefined) return found;
  throw new MeshauditError("config-invalid", `the kubeconfig has no ${what} "${name}"`, {
    hint: items.length > 0 ? `it has ${items.map((item) => item.name).join(", ")}` : "check --kubeconfig and KUBECONFIG",
  });
};

const withClusterFlags = (cluster: Cluster | undefined, flags: ConnectionFlags): Cluster | null => {
  const server = flags.server ?? cluster?.server;
  if (server === undefined) return null;
  const { "certificate-authority": caFile, "tls-server-name": tlsServerName } = flags;
  const { caFile: _, caData: __, ...rest } = cluster ?? { name: "flags", skipTLSVerify: false };
  return {
    ...(caFile === undefined ? cluster : { ...rest, caFile }),
    ...(tlsServerName === undefined ? {} : { tlsServerName }),
    name: cluster?.name ?? "flags",
    server: server.includes("://") ? server : `https://${server}`,
    skipTLSVerify: flags["insecure-skip-tls-verify"] ?? (caFile === undefined && cluster?.skipTLSVerify === true),
  };
};

const withUserFlags = (user: User | undefined, flags: ConnectionFlags): User => {
  const { token, as, "client-certificate": certFile, "client-key": keyFile } = flags;
  // A token stands for the whole identity, as with kubectl.
  const kept = token === undefined ? user : undefined;
  return {
    ...kept,
    name: user?.name ?? "flags",
    ...(token === undefined ? {} : { token }),
    ...(certFile === undefined ? {} : { certFile }),
    ...(keyFile === undefined ? {} : { keyFile }),
    ...(as === undefined ? {} : { impersonateUser: as }),
  };
};

/**
 * The connection that kubeconfigs and flags ask for.
 *
 * @throws MeshauditError `config-invalid` for a name that no kubeconfig has, `cluster-unreachable` when there is no cluster at all.
 */
export const connect = async (environment: KubeEnvironment, flags: ConnectionFlags): Promise<KubeConfig> => {
  const config = await merged(environment);
  const context: Context | undefined = find(config.contexts, flags.context ?? (config.currentContext || undefined), "context");
  const cluster = withClusterFlags(find(config.clusters, flags.cluster ?? context?.cluster, "cluster"), flags);
  if (cluster === null) {
    throw unreachable(
      "there is no cluster to ask: no kubeconfig has a current context",
      "choose one with --context, or answer from an audit log with --from FILE",
    );
  }
  const user = withUserFlags(find(config.users, flags.user ?? (context?.user || undefined), "user"), flags);
  const name = context?.name ?? "flags";
  config.loadFromOptions({
    clusters: [cluster],
    users: [user],
    contexts: [{ name, cluster: cluster.name, user: user.name }],
    currentContext: name,
  });
  return config;
};
