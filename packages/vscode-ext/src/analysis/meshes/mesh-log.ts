import { MeshauditError, openSession, openWatch, type LiveCluster, type ObjectRef, type Answers, type ReadProgress } from "@meshaudit/core";
import type { MeshState } from "../../protocol/mesh-state.ts";
import { untilAborted } from "../../protocol/until-aborted.ts";
import { openLogs } from "./open-logs.ts";
import { nameInAnswers, type MeshSource } from "./mesh-source.ts";

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
  /** The answers, once the log was read. Rejects as reading does, and with the signal's reason, which also ends questions. */
  session(signal?: AbortSignal): Promise<Answers>;
  /** The live cluster cannot be asked, or (null) can be again. */
  noteProblem(problem: MeshauditError | null): void;
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

/** How often it is looked how old its last event is, ms. */
const ageEvery = 15_000;

/** Why questions are not answered that were asked after reading was given up. */
export const cancelled = (name: string): MeshauditError =>
  new MeshauditError("source-none", `reading the audit log of ${name} was cancelled`, { hint: "read it again from the status bar" });

/** The answers for whoever asks; who asks with a signal is let go by it. */
type AnswersTo = (signal: AbortSignal | undefined) => Answers;

/** A mesh's log, not read yet. */
export const meshLog = (source: MeshSource, io: MeshLogIo, listener: MeshLogListener): MeshLog => {
  const { mesh, specs } = source;
  let status: MeshState["status"] = { kind: "idle" };
  let reading: { answersTo: Promise<AnswersTo>; controller: AbortController } | null = null;

  const state = (): MeshState => ({ mesh, sources: specs, context: specs.length === 0 ? io.context : null, status });
  const become = (next: MeshState["status"]): void => {
    status = next;
    listener.onState(state());
  };

  const sessionConfig = (signal: AbortSignal) => ({
    mesh: nameInAnswers(source),
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

  const openLog = async (signal: AbortSignal): Promise<AnswersTo> => {
    become({ kind: "reading", bytes: 0, total: null });
    const ready = (): void => {
      const { events, report, problem } = watch.status();
      const { from, to, rejected } = report;
      become({ kind: "ready", events, from, to, rejected, problem: problem?.message ?? null });
    };
    /** Events of other objects come too: they are no news, but the log is as old as its last event. */
    const lookAtAge = (): void => {
      if (status.kind === "ready" && watch.status().report.to !== status.to) ready();
    };
    const watch = openWatch({
      ...sessionConfig(signal),
      openSources: () => openLogs(specs, source.base),
      pollEvery,
      onNews: ({ objects }) => {
        ready();
        listener.onNews(objects, false);
      },
      onProblem: () => {
        if (status.kind === "ready") ready();
      },
    });
    const looking = setInterval(lookAtAge, ageEvery);
    looking.unref();
    const end = (): void => {
      clearInterval(looking);
      void watch.close();
    };
    signal.addEventListener("abort", end, { once: true });
    await watch.ready;
    ready();
    return (asking) => watch.answers(asking);
  };

  const open = async (signal: AbortSignal): Promise<AnswersTo> => {
    if (specs.length > 0) return openLog(signal);
    become({ kind: "live", problem: null });
    const session = openSession({ ...sessionConfig(signal), sources: [] });
    return () => session;
  };

  const start = (): Promise<AnswersTo> => {
    const controller = new AbortController();
    const answersTo = open(controller.signal).catch((error: unknown) => {
      if (controller.signal.aborted) throw cancelled(mesh.name);
      reading = null;
      const known = error instanceof MeshauditError ? error : null;
      become({ kind: "failed", message: known?.message ?? String(error), hint: known?.hint ?? null });
      throw error;
    });
    answersTo.catch(() => {});
    reading = { answersTo, controller };
    return answersTo;
  };

  return {
    source,
    session: async (signal) => {
      signal?.throwIfAborted();
      if (status.kind === "cancelled") throw cancelled(mesh.name);
      const answersTo = await untilAborted(reading?.answersTo ?? start(), signal);
      return answersTo(signal);
    },
    noteProblem: (problem) => {
      if (status.kind === "live") become({ kind: "live", problem: problem?.message ?? null });
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
