import {
  kinds,
  MeshauditError,
  openSession,
  openSources,
  type LiveCluster,
  type ObjectPattern,
  type ObjectRef,
  type Session,
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
  session(signal?: AbortSignal): Promise<Session>;
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

/** All objects of a mesh's kinds, one pattern a group. */
export const meshPatterns = (): ObjectPattern[] =>
  [...new Set(kinds.flatMap(({ group, mesh }) => (mesh === null ? [] : [group])))].map((group) => ({
    group,
    resource: null,
    namespace: null,
    name: null,
  }));

const cancelled = (name: string): MeshauditError =>
  new MeshauditError("source-none", `reading the audit log of ${name} was cancelled`, { hint: "read it again from the status bar" });

/** A mesh's log, not read yet. */
export const meshLog = (source: MeshSource, io: MeshLogIo, listener: MeshLogListener): MeshLog => {
  const { mesh, specs } = source;
  let status: MeshState["status"] = { kind: "idle" };
  let reading: { session: Promise<Session>; controller: AbortController } | null = null;

  const state = (): MeshState => ({ mesh, sources: specs, context: specs.length === 0 ? io.context : null, status });
  const become = (next: MeshState["status"]): void => {
    status = next;
    listener.onState(state());
  };

  const open = async (controller: AbortController): Promise<Session> => {
    const { signal } = controller;
    become({ kind: "reading", bytes: 0, total: null });
    const sources = await openSources(specs, { stdin: null, cwd: source.base });
    signal.throwIfAborted();
    const session = openSession({
      sources,
      mesh: mesh.key === "log" ? null : mesh.name,
      trustedProxies: source.trustedProxies,
      live: io.live,
      reading: {
        redactionKey: io.redactionKey,
        worker: io.scanWorker,
        threads: io.threads,
        signal,
        onProgress: ({ bytes, total }) => {
          if (status.kind === "reading") become({ kind: "reading", bytes, total });
        },
      },
    });
    if (specs.length === 0) {
      become({ kind: "live" });
      return session;
    }
    become({ kind: "ready", events: 0, from: null, to: null, rejected: 0, problem: null });
    return session;
  };

  const start = (): Promise<Session> => {
    const controller = new AbortController();
    const session = open(controller).catch((error: unknown) => {
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
