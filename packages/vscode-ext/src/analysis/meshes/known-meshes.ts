import { dirname } from "node:path";
import {
  configPath,
  listKubeContexts,
  openLiveCluster,
  readConfig,
  readKubeContext,
  rememberSources,
  isCollector,
  meshOfContext,
  namedSources,
  type KubeContext,
  type KubeEnvironment,
} from "@meshaudit/client";
import { MeshauditError, openSession } from "@meshaudit/core";
import type { MeshState } from "../../protocol/mesh-state.ts";
import type { ContextView, Questions } from "../../protocol/questions.ts";
import type { Settings } from "../../protocol/settings.ts";
import { collectorAddress } from "../../protocol/collector-address.ts";
import type { QueryFiles } from "../dashboard/query-files.ts";
import { collectorLog } from "./collector-log.ts";
import type { CollectorTokens } from "./collector-tokens.ts";
import { connectCollector, onlyCollector } from "./connect-collector.ts";
import { meshLog, type MeshLog, type MeshLogListener } from "./mesh-log.ts";
import { meshOfFile, type FilePlace } from "./mesh-of-file.ts";
import { openLogs } from "./open-logs.ts";
import { meshSources, type MeshSource } from "./mesh-source.ts";

/** What the analysis stands on of the process that it runs in. */
export interface AnalysisIo {
  env: NodeJS.ProcessEnv;
  home: string;
  redactionKey: Uint8Array;
  scanWorker: URL;
  threads: number;
  /** Counts ms from whenever. */
  clock(): number;
  /** ms since the epoch. */
  now(): number;
  /** What queries are answered with: looked for when one is asked. */
  queryFiles(): QueryFiles;
}

/** How long the cluster may take for an answer: somebody is waiting before the editor. */
const clusterTimeout = "10s";

/** Which mesh a file belongs to. */
export type FileMesh = { kind: "mesh"; log: MeshLog } | { kind: "none" } | { kind: "unknown"; meshes: string[] };

/** A person's meshes: those that settings, environment, configuration file and kubeconfig name. */
export interface KnownMeshes {
  configure(settings: Settings): Promise<void>;
  ofFile(place: FilePlace): Promise<FileMesh>;
  /** Throws MeshauditError `source-none` for a mesh that is not there any more. */
  log(key: string): Promise<MeshLog>;
  states(): Promise<MeshState[]>;
  contexts(): Promise<ContextView[]>;
  context(): Promise<KubeContext | null>;
  /** A token for a collector, or null: whoever waits for it goes on, and those that failed for want of it are asked anew. */
  giveToken(address: string, token: string | null): void;
  useSources(input: Questions["useSources"][0], signal: AbortSignal): Promise<Questions["useSources"][1]>;
}

const noSettings: Settings = {
  sources: [],
  collectorCa: "",
  kubeconfig: "",
  context: "",
  meshes: [],
  defaultNamespace: "",
  liveCluster: false,
  demo: null,
};

const sameSource = (a: MeshSource, b: MeshSource): boolean => JSON.stringify(a) === JSON.stringify(b);

const orNull = <T>(promise: Promise<T>): Promise<T | null> =>
  promise.catch((error: unknown) => {
    if (error instanceof MeshauditError) return null;
    throw error;
  });

/** See `KnownMeshes`. */
export const knownMeshes = (io: AnalysisIo, tokens: CollectorTokens, listenerFor: (key: string) => MeshLogListener): KnownMeshes => {
  let settings = noSettings;
  let logs: MeshLog[] = [];
  let context: KubeContext | null = null;
  let configured: Promise<void> | null = null;
  let problem: MeshauditError | null = null;
  let ca: string | null = null;
  const path = configPath(io.env, io.home);

  const environment = (): KubeEnvironment => ({
    flag: settings.kubeconfig === "" ? undefined : settings.kubeconfig,
    variable: io.env["KUBECONFIG"],
    home: io.home,
    inCluster: io.env["KUBERNETES_SERVICE_HOST"] !== undefined,
  });

  const collectorCa = (): string | null => settings.collectorCa || io.env["MESHAUDIT_CA"] || null;

  const openLog = (source: MeshSource): MeshLog => {
    const wanted = source.contexts[0] ?? (settings.context === "" ? undefined : settings.context);
    const live = openLiveCluster(environment(), {
      "request-timeout": clusterTimeout,
      ...(wanted === undefined ? {} : { context: wanted }),
    });
    const { redactionKey, scanWorker, threads } = io;
    const listener = listenerFor(source.mesh.key);
    if (source.specs.some(isCollector)) return collectorLog(source, { live, tokens, ca: collectorCa(), caBase: io.home }, listener);
    return meshLog(source, { live, context: wanted ?? context?.name ?? null, redactionKey, scanWorker, threads }, listener);
  };

  const load = async (): Promise<void> => {
    problem = null;
    context = await orNull(readKubeContext(environment(), settings.context === "" ? undefined : settings.context));
    const config = await readConfig(path).catch((error: unknown) => {
      if (!(error instanceof MeshauditError)) throw error;
      problem = error;
      return { meshes: [] };
    });
    const origin = namedSources([], io.env["MESHAUDIT_FROM"]);
    const named = origin?.kind === "named" ? origin.specs : null;
    const sources = meshSources(settings, { config, configFolder: dirname(path), named, context, home: io.home });
    const before = logs;
    const sameCa = collectorCa() === ca;
    ca = collectorCa();
    const isKept = ({ source }: MeshLog): boolean => sameCa || !source.specs.some(isCollector);
    logs = sources.map((source) => before.find((log) => sameSource(log.source, source) && isKept(log)) ?? openLog(source));
    for (const log of before) if (!logs.includes(log)) log.close();
  };
  const ready = (): Promise<void> => (configured ??= load());

  /** How many events sources hold. Throws MeshauditError when they cannot be used. */
  const eventsIn = async (specs: string[], signal: AbortSignal): Promise<number> => {
    const collector = onlyCollector(specs);
    if (collector !== null) {
      const live = openLiveCluster(environment(), {});
      const { searched } = await connectCollector(collector, { live, tokens, ca: collectorCa(), caBase: io.home }, signal);
      return searched.parsed;
    }
    const opened = await openLogs(specs, io.home);
    const files = opened.filter(({ index }) => index === null);
    const { redactionKey, scanWorker, threads } = io;
    const reading = { redactionKey, worker: scanWorker, threads, signal };
    const stored = await Promise.all(opened.map(async ({ index }) => (index === null ? 0 : (await index.extent()).events)));
    const session = openSession({ sources: files, mesh: null, trustedProxies: [], live: null, reading });
    const inFiles = files.length === 0 ? 0 : (await session.verify()).events;
    return stored.reduce((sum, events) => sum + events, inFiles);
  };

  return {
    configure: (next) => {
      settings = next;
      configured = load();
      return configured;
    },
    ofFile: async (place) => {
      await ready();
      const choice = meshOfFile(
        place,
        logs.map(({ source }) => source),
        settings.meshes,
        context?.name ?? null,
      );
      // The demo is not the configuration file's.
      if (problem !== null && (choice.kind !== "mesh" || choice.source.folder === null)) throw problem;
      if (choice.kind !== "mesh") return choice;
      const log = logs.find(({ source }) => source === choice.source);
      return log === undefined ? { kind: "none" } : { kind: "mesh", log };
    },
    log: async (key) => {
      await ready();
      const log = logs.find(({ source }) => source.mesh.key === key);
      if (log !== undefined) return log;
      throw new MeshauditError("source-none", "there is no audit log of this mesh any more", {
        hint: "choose one: meshaudit: Choose an Audit Log",
      });
    },
    states: async () => {
      await ready();
      return logs.map((log) => log.state());
    },
    contexts: async () => {
      const [contexts, config] = [await listKubeContexts(environment()), await readConfig(path)];
      return contexts.map((one) => ({ ...one, mesh: meshOfContext(config, one.name)?.name ?? null }));
    },
    context: async () => {
      await ready();
      return context;
    },
    giveToken: (address, token) => {
      tokens.give(address, token);
      if (token === null) return;
      for (const log of logs)
        if (log.state().status.kind === "failed" && log.source.specs.some((spec) => collectorAddress(spec) === address)) log.read();
    },
    useSources: async ({ sources, mesh, context: forContext }, signal) => {
      const events = await eventsIn(sources, signal);
      const name = await rememberSources(path, { mesh, context: forContext ?? context?.name ?? null, sources });
      configured = load();
      await configured;
      return { mesh: name, path, events };
    },
  };
};
