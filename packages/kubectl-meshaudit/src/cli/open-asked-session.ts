import { randomBytes } from "node:crypto";
import { readFile } from "node:fs/promises";
import { availableParallelism, homedir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import {
  collectorPlace,
  collectorSession,
  configPath,
  configuredSources,
  type ConnectionFlags,
  isCollector,
  type KubeContext,
  type KubeEnvironment,
  namedSources,
  openLiveCluster,
  type Origin,
  readConfig,
  readKubeContext,
} from "@meshaudit/client";
import {
  MeshauditError,
  openSession,
  openSources,
  realDisk,
  storeOpener,
  type LiveCluster,
  type Session,
  type SessionConfig,
} from "@meshaudit/core";
import type { ProgressLine } from "../terminal/progress.ts";
import { placeFilesHere } from "./place-files.ts";

/** The flags that say what a session stands on. */
export interface SessionFlags extends ConnectionFlags {
  from?: string[] | undefined;
  kubeconfig?: string | undefined;
}

/** A session, and where its answers come from. */
export interface AskedSession {
  session: Session;
  /** What the session stands on; null where a collector answers. */
  config: SessionConfig | null;
  origin: Origin;
  /** The kubeconfig context in use; null when there is none, or when it was not looked for as a log was named. */
  context: KubeContext | null;
}

/** Where kubectl looks for its kubeconfig, too. */
export const kubeEnvironment = (flag: string | undefined): KubeEnvironment => ({
  flag,
  variable: process.env["KUBECONFIG"],
  home: homedir(),
  inCluster: Boolean(process.env["KUBERNETES_SERVICE_HOST"]),
});

/** Stores are read without DuckDB where the mesh is asked about; it is loaded only for the rest. */
const openStore = storeOpener({ disk: realDisk(), engine: async () => (await import("./open-store.ts")).scratchEngine() });

/** How long a collector may take to answer, ms. */
const patience = 120_000;

/** The collector at an address, with the token and the authority that the environment names. */
const openCollector = async (spec: string, live: LiveCluster): Promise<Session> => {
  const { MESHAUDIT_TOKEN: token, MESHAUDIT_TOKEN_FILE: tokenFile, MESHAUDIT_CA: ca } = process.env;
  return collectorSession({
    ...collectorPlace(spec),
    token: token || (tokenFile ? (await readNamed("MESHAUDIT_TOKEN_FILE", tokenFile)).trim() : null),
    ca: ca ? await readNamed("MESHAUDIT_CA", ca) : null,
    timeout: patience,
    live: (ref) => live.get(ref),
  });
};

const readNamed = (variable: string, path: string): Promise<string> =>
  readFile(path, "utf8").catch((error: NodeJS.ErrnoException) => {
    throw new MeshauditError("config-invalid", `${variable} names ${path}, which cannot be read (${error.code ?? error.message})`, {
      hint: "check the path and its permissions",
    });
  });

const isReachable = (context: KubeContext | null, flags: SessionFlags): boolean =>
  context !== null || flags.server !== undefined || kubeEnvironment(flags.kubeconfig).inCluster;

const nothingToAsk = (): MeshauditError =>
  new MeshauditError("source-none", "there is no audit log and no cluster to ask", {
    hint: "name an audit log with --from FILE, or remember one with: kubectl meshaudit use FILE",
  });

const originOf = async (flags: SessionFlags): Promise<{ origin: Origin; context: KubeContext | null }> => {
  const named = namedSources(flags.from ?? [], process.env["MESHAUDIT_FROM"]);
  if (named !== null) return { origin: named, context: null };
  const context = await readKubeContext(kubeEnvironment(flags.kubeconfig), flags.context);
  const path = configPath(process.env, homedir());
  const origin = configuredSources(await readConfig(path), path, context?.name ?? null);
  if (origin.kind === "live" && !isReachable(context, flags)) throw nothingToAsk();
  return { origin, context };
};

/**
 * Opens a session on what flags, environment and config file name, else on the live cluster. `root` is the package's folder.
 *
 * @throws MeshauditError for sources and configs that cannot be used.
 */
export const openAskedSession = async (
  flags: SessionFlags,
  root: string,
  progress: ProgressLine,
  signal: AbortSignal,
): Promise<AskedSession> => {
  const { origin, context } = await originOf(flags);
  const live = openLiveCluster(kubeEnvironment(flags.kubeconfig), flags);
  const specs = origin.kind === "live" ? [] : origin.specs;
  const cwd = origin.kind === "config" ? origin.base : process.cwd();
  const [collector] = specs.filter(isCollector);
  if (collector !== undefined) {
    if (specs.length > 1)
      throw new MeshauditError("argument-invalid", "a collector cannot be asked together with other sources", {
        hint: "ask one after the other",
      });
    return { session: await openCollector(collector, live), config: null, origin, context };
  }
  const config: SessionConfig = {
    sources: await openSources(specs, { stdin: process.stdin.isTTY ? null : process.stdin, cwd, openStore }),
    mesh: origin.kind === "named" ? null : origin.kind === "config" ? origin.mesh.name : await live.meshId(),
    trustedProxies: origin.kind === "config" ? origin.mesh.trustedProxies : [],
    live,
    places: () => placeFilesHere(origin),
    reading: {
      redactionKey: randomBytes(32),
      worker: pathToFileURL(join(root, "dist", "scan-worker.mjs")),
      threads: availableParallelism(),
      signal,
      onProgress: progress.update,
    },
  };
  return { session: openSession(config), config, origin, context };
};
