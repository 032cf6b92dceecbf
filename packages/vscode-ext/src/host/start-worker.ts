import { join } from "node:path";
import { Worker } from "node:worker_threads";
import type { WorkerStart } from "../analysis/worker.ts";

/** Without a limit a thread grows by what is garbage at once: twice the memory for the same log, see docs/benchmarks.md. */
const resourceLimits = { maxYoungGenerationSizeMb: 8 };

/** Starts the analysis' thread out of the folder of bundles. */
export const startWorker = (dist: string, start: Omit<WorkerStart, "scanWorker">): Worker => {
  const workerData: WorkerStart = { ...start, scanWorker: join(dist, "scan-worker.mjs") };
  const worker = new Worker(join(dist, "analysis.cjs"), { workerData, name: "meshaudit", resourceLimits });
  worker.unref();
  return worker;
};
