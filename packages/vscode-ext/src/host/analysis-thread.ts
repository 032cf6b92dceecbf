import { join } from "node:path";
import { Worker } from "node:worker_threads";
import { asker, type Ask, type Listeners } from "../protocol/call.ts";
import type { WorkerStart } from "../analysis/worker.ts";

/** Without a limit a thread grows by what is garbage at once: twice the memory for the same log, see docs/benchmarks.md. */
const resourceLimits = { maxYoungGenerationSizeMb: 8 };

/** The thread that reads and computes. */
export interface AnalysisThread {
  ask: Ask;
  stop(): Promise<void>;
}

/**
 * The analysis in a thread of its own, started at the first question: the editor's thread never waits for it. One that dies is started
 * anew by the next question, after `onStart` has told it the settings.
 */
export const analysisThread = (
  dist: string,
  start: Omit<WorkerStart, "scanWorker">,
  listeners: Listeners,
  onStart: (ask: Ask) => Promise<void>,
): AnalysisThread => {
  let running: { worker: Worker; ask: Ask; configured: Promise<void> } | null = null;

  const begin = () => {
    const workerData: WorkerStart = { ...start, scanWorker: join(dist, "scan-worker.mjs") };
    const worker = new Worker(join(dist, "analysis.cjs"), { workerData, name: "meshaudit", resourceLimits });
    const { ask, fail } = asker(worker, listeners);
    const begun = { worker, ask, configured: onStart(ask) };
    begun.configured.catch(() => {});
    const ended = (error: Error): void => {
      if (running?.worker === worker) running = null;
      fail(error);
    };
    worker.on("error", (error: Error) => {
      listeners.log({ level: "error", text: error.stack ?? error.message });
      ended(error);
    });
    worker.on("exit", () => ended(new Error("the analysis ended")));
    worker.unref();
    return begun;
  };

  return {
    ask: async (name, input, signal) => {
      running ??= begin();
      const { ask, configured } = running;
      await configured;
      return ask(name, input, signal);
    },
    stop: async () => {
      const { worker } = running ?? {};
      running = null;
      await worker?.terminate();
    },
  };
};
