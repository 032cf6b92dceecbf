import {
  MeshauditError,
  openSession,
  openWatch,
  openSources,
  type LiveCluster,
  type ObjectRef,
  type Answers,
  type ReadProgress,
} from "@meshaudit/core";
import type { MeshState } from "../../protocol/mesh-state.ts";
import type { MeshSource } from "./mesh-source.ts";

/** What reading a mesh's log needs of the process. */
export interface MeshLogIo {
  live: LiveCluster;
  /** The kubeconfig context behind `live`; null when there is none. */
  context: string | null;
  redactionKey: Uint8Array;
  /** The file of core's scan worker. */
  scanWorker: URL;
  threads: number;
}

/** A mesh's log: read at the first question, then followed. */
export interface MeshLog {
  source: MeshSource;
  /** The session, once the log was read. Rejects as reading does, and with the signal's reason. */
  session(signal?: AbortSignal): Promise<Answers>;
  state(): MeshState;
  /** Reads anew. */
  read(): void;
  /** Stops reading; questions then say so. */
  cancel(): void;
  close(): void;
}

/** What a log tells of itself. */
export interface MeshLogListener {
  onState(state: MeshState): void;
  onNews(objects: ObjectRef[], all: boolean): void;
}

/** How often a followed log is looked at, ms. */
const pollEvery = 1000;

const cancelled = (name: string): MeshauditError =>
  new MeshauditError("source-none", `reading the audit log of ${name} was cancelled`, { hint: "read it again from the status bar" });

/** A mesh's log, not read yet. */
export const meshLog = (source: MeshSource, io: MeshLogIo, listener: MeshLogListener): MeshLog => {
  const { mesh, specs } = source;
  let status: MeshState["status"] = { kind: "idle" };
  let reading: { session: Promise<Answers>; controller: AbortController } | null = null;

  const state = (): MeshState => ({ mesh, sources: specs, context: specs.length === 0 ? io.context : null, status });
  const become = (next: MeshState["status"]): void => {
    status = next;
    listener.onState(state());
  };

  const sessionConfig = (signal: AbortSignal) => ({
    mesh: mesh.key === "log" ? null : mesh.name,
    trustedProxies: source.trustedProxies,
    live: io.live,
    reading: {
      redactionKey: io.redactionKey,
      worker: io.scanWorker,
      threads: io.threads,
      signal,
      onProgress: ({ bytes, total }: ReadProgress) => {
        if (status.kind === "reading") become({ kind: "reading", bytes, total });
      },
    },
  });

  const openLog = async (signal: AbortSignal): Promise<Answers> => {
    become({ kind: "reading", bytes: 0, total: null });
    const ready = (): void => {
      const { events, report, problem } = watch.status();
      const { from, to, rejected } = report;
      become({ kind: "ready", events, from, to, rejected, problem: problem?.message ?? null });
    };
    const watch = openWatch({
      ...sessionConfig(signal),
      openSources: () => openSources(specs, { stdin: null, cwd: source.base }),
      pollEvery,
      onNews: ({ objects }) => {
        ready();
        listener.onNews(objects, false);
      },
      onProblem: () => {
        if (status.kind === "ready") ready();
      },
    });
    signal.addEventListener("abort", () => void watch.close(), { once: true });
    await watch.ready;
    ready();
    return watch.answers();
  };

  const open = async (signal: AbortSignal): Promise<Answers> => {
    if (specs.length > 0) return openLog(signal);
    become({ kind: "live" });
    return openSession({ ...sessionConfig(signal), sources: [] });
  };

  const start = (): Promise<Answers> => {
    const controller = new AbortController();
    const session = open(controller.signal).catch((error: unknown) => {
      if (controller.signal.aborted) throw cancelled(mesh.name);
      reading = null;
      const known = error instanceof MeshauditError ? error : null;
      become({ kind: "failed", message: known?.message ?? String(error), hint: known?.hint ?? null });
      throw error;
    });
    session.catch(() => {});
    reading = { session, controller };
    return session;
  };

  return {
    source,
    session: async (signal) => {
      signal?.throwIfAborted();
      if (status.kind === "cancelled") throw cancelled(mesh.name);
      const session = await (reading?.session ?? start());
      signal?.throwIfAborted();
      return session;
    },
    state,
    read: () => {
      reading?.controller.abort();
      reading = null;
      status = { kind: "idle" };
      start().then(
        () => listener.onNews([], true),
        () => {},
      );
    },
    cancel: () => {
      reading?.controller.abort();
      reading = null;
      become({ kind: "cancelled" });
    },
    close: () => reading?.controller.abort(),
  };
};
