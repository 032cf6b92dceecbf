import { Worker } from "node:worker_threads";
import type { Collector } from "./collector.ts";
import { jobBoard, type JobBoard } from "./job-board.ts";
import type { Kept } from "./kept.ts";
import type { ReadOptions } from "./read-options.ts";
import { isCuttable } from "./scan-task.ts";
import { jobRunner, type ScanJob, type ScanOutcome } from "./scan-job.ts";
import type { Tally } from "./tally.ts";

/** What a scan worker is started with. */
export interface WorkerStart {
  job: ScanJob;
  board: SharedArrayBuffer;
  thread: number;
}

/** What a helping thread says: some of what it found, and at last the rest. */
export type FromHelper = { kind: "some"; kept: Kept[] } | ({ kind: "all" } & ScanOutcome);

/** Most of what a scan makes is garbage at once: a small young generation keeps a thread from growing by it. */
const youngGenerationMb = 8;

/** A helping thread needs some 40 ms to start: below this there is nothing left for it to do by then. */
const bytesWorthAThread = 48 * 1024 * 1024;

interface Helper {
  thread: number;
  worker: Worker;
  /** null when the thread failed: its tasks are then done here. */
  outcome: Promise<ScanOutcome | null>;
}

/**
 * Does a job in this thread and, where it is worth it, in others; threads start while this one is already at work. `wanted` gathers what
 * all of them find. Gives what was read by tasks.
 */
export async function scanInThreads(job: ScanJob, wanted: Collector, options: ReadOptions): Promise<Tally[]> {
  const board = jobBoard(job.tasks.length);
  const helpers = startHelpers(job, board, wanted, options);
  const runner = jobRunner(job, wanted, options.signal);
  try {
    for (let index = board.take(0); index !== null; index = board.take(0)) {
      await runner.run(index);
      await turn();
      options.signal?.throwIfAborted();
      board.noteDone(bytesOf(job, index));
      options.onProgress?.({ bytes: board.done(), total: totalOf(job) });
    }
    const tallies: ScanOutcome["tallies"] = [];
    for (const helper of helpers) {
      const taken = board.takenBy(helper.thread);
      if (taken.length === 0) continue;
      const outcome = await helper.outcome;
      if (outcome === null) for (const index of taken) await runner.run(index);
      else {
        wanted.merge(outcome);
        tallies.push(...outcome.tallies);
      }
    }
    return [...runner.tallies(), ...tallies].map(([, tally]) => tally);
  } finally {
    board.stop();
    for (const { worker } of helpers) void worker.terminate();
  }
}

/** Lets signals and timers have their turn. */
const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

const bytesOf = ({ tasks }: ScanJob, index: number): number => {
  const task = tasks[index];
  return task === undefined ? 0 : Math.min(task.end, task.file.size) - task.start;
};

const totalOf = ({ tasks }: ScanJob): number | null =>
  tasks.some(({ file }) => file.compression !== "none")
    ? null
    : tasks.reduce((sum, _, index) => sum + bytesOf({ tasks } as ScanJob, index), 0);

function startHelpers(job: ScanJob, board: JobBoard, wanted: Collector, { worker, threads }: ReadOptions): Helper[] {
  if (worker === null) return [];
  const whole = job.tasks.filter(({ file }) => !isCuttable(file)).length;
  const cuttableBytes = job.tasks.reduce((sum, { file, start, end }) => sum + (isCuttable(file) ? Math.min(end, file.size) - start : 0), 0);
  const useful = Math.floor(cuttableBytes / bytesWorthAThread) + Math.max(0, whole - 1);
  return Array.from({ length: Math.max(0, Math.min(threads - 1, useful)) }, (_, index) =>
    startHelper(job, board, wanted, worker, index + 1),
  );
}

function startHelper(job: ScanJob, board: JobBoard, wanted: Collector, url: URL, thread: number): Helper {
  const start: WorkerStart = { job, board: board.memory, thread };
  const worker = new Worker(url, { workerData: start, resourceLimits: { maxYoungGenerationSizeMb: youngGenerationMb } });
  const outcome = new Promise<ScanOutcome | null>((resolve) => {
    worker.on("message", (said: FromHelper) => {
      if (said.kind === "all") resolve(said);
      else wanted.merge({ ...said, levels: [], duplicates: 0 });
    });
    worker.once("error", () => resolve(null));
    worker.once("exit", () => resolve(null));
  });
  return { thread, worker, outcome };
}
