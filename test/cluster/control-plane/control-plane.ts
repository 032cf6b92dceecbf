import { randomUUID } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { MeshLevel } from "./audit-policy.ts";
import { commandsOf, type Commands } from "./commands.ts";
import { filesIn, writeFiles, writePrivate } from "./files.ts";
import { apiServerFlags, controllerManagerFlags, etcdFlags } from "./flags.ts";
import { freePorts } from "./free-ports.ts";
import type { Programs } from "./programs.ts";
import { isReady, letsUsersIn, servesDefinitions } from "./readiness.ts";
import { startServer, type ServerProcess } from "./server-process.ts";
import { deployer, kubeconfig, makeTokens } from "./users.ts";
import type { Webhook } from "./webhook.ts";

/** What a control plane is started from: see `prepare`. */
export interface Prepared {
  programs: Programs;
  /** A folder of manifests. */
  crds: string;
}

export interface ControlPlaneOptions {
  /** How much of the mesh's objects is logged: all, unless told otherwise. */
  level?: MeshLevel;
  webhook?: Webhook;
  /** `false` for a cluster without the mesh's kinds and without controllers, which is ready sooner. */
  mesh?: boolean;
}

/** A running API server with all that a cluster without nodes has. */
export interface ControlPlane extends Commands {
  /** Holds everything of it, and goes away with it. */
  folder: string;
  /** A context for each user. */
  kubeconfig: string;
  /** Whole up to the answer of the last request: the API server writes an event before it answers. */
  auditLog: string;
  /**
   * Stops it, the folder stays. The API server sends off what waits in its webhook's batch before it ends; only the ends of its own
   * watches, which come later still, are in the log file alone.
   */
  stop(): Promise<void>;
  /** Stops it and removes its folder. */
  remove(): Promise<void>;
}

/** Starts a control plane on free ports of the loopback. */
export const startControlPlane = async (prepared: Prepared, options: ControlPlaneOptions = {}): Promise<ControlPlane> => {
  const folder = mkdtempSync(join(tmpdir(), "meshaudit-cluster-"));
  const running: ServerProcess[] = [];
  const stop = async (): Promise<void> => {
    // The API server never ends once etcd is gone: so the last to be started is the first to go.
    for (const server of running.toReversed()) await server.stop();
  };
  const remove = async (): Promise<void> => {
    await stop();
    rmSync(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
  };
  try {
    return { ...(await start(prepared, options, folder, running)), stop, remove };
  } catch (error) {
    await remove();
    throw error;
  }
};

/** @param running takes each server as it starts */
const start = async (
  { programs, crds }: Prepared,
  { level = "RequestResponse", webhook, mesh = true }: ControlPlaneOptions,
  folder: string,
  running: ServerProcess[],
): Promise<Omit<ControlPlane, "stop" | "remove">> => {
  const begin = (name: "etcd" | "kube-apiserver" | "kube-controller-manager", flags: string[]): ServerProcess => {
    const server = startServer(programs[name], flags, join(folder, `${name}.log`));
    running.push(server);
    return server;
  };
  const files = filesIn(folder);
  const tokens = makeTokens(randomUUID);
  const authority = writeFiles(files, tokens, level, webhook);
  const [clients = 0, peers = 0, port = 0] = await freePorts(3);
  const server = `https://127.0.0.1:${port}`;

  const etcd = begin("etcd", etcdFlags(folder, clients, peers));
  const apiServer = begin("kube-apiserver", apiServerFlags(files, port, clients, webhook));
  const over = new AbortController();
  const ready = isReady(server, authority, tokens.admin ?? "", over.signal);
  await Promise.race([etcd.failed, apiServer.failed, ready]).finally(() => over.abort());

  const commands = commandsOf(programs, files.kubeconfig, folder);
  writePrivate(files.kubeconfig, kubeconfig(server, authority, tokens, "admin"));
  await commands.kubectl("admin", ["create", "-f", join(import.meta.dirname, "rbac.yaml")]);
  const { stdout: token } = await commands.kubectl("admin", ["create", "token", deployer.name, "-n", deployer.namespace]);
  writePrivate(files.kubeconfig, kubeconfig(server, authority, { ...tokens, "ci-deployer": token.trim() }, "admin"));
  await letsUsersIn(commands);
  if (mesh) {
    const controllers = begin("kube-controller-manager", controllerManagerFlags(files));
    const defined = commands.kubectl("admin", ["create", "--validate=false", "-f", crds]).then(() => servesDefinitions(commands));
    await Promise.race([controllers.failed, defined]);
  }
  return { ...commands, folder, kubeconfig: files.kubeconfig, auditLog: files.auditLog };
};
