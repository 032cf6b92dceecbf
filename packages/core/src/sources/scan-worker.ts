// The entry of a thread that helps with a scan, see scan-threads.ts.
import { parentPort, workerData } from "node:worker_threads";
import { jobBoard } from "./job-board.ts";
import { jobRunner } from "./scan-job.ts";
import type { WorkerStart } from "./scan-threads.ts";

const { job, board: memory, thread } = workerData as WorkerStart;
const board = jobBoard(memory);
const runner = jobRunner(job);
for (let index = board.take(thread); index !== null; index = board.take(thread)) {
  await runner.run(index);
  const task = job.tasks[index];
  if (task !== undefined) board.noteDone(Math.min(task.end, task.file.size) - task.start);
}
parentPort?.postMessage(runner.outcome());
