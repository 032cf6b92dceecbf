// The entry of a thread that helps with a scan, see scan-threads.ts.
import { parentPort, workerData } from "node:worker_threads";
import { collector } from "./collector.ts";
import { jobBoard } from "./job-board.ts";
import { hashOf, type Kept } from "./kept.ts";
import { passingCollector } from "./passing-collector.ts";
import { jobRunner } from "./scan-job.ts";
import type { FromHelper, WorkerStart } from "./scan-threads.ts";

const { job, board: memory, thread } = workerData as WorkerStart;
const { selector, redactionKey } = job;
const board = jobBoard(memory);
let passed: Kept[] = [];
const wanted = job.passOn ? passingCollector(selector, redactionKey, (kept) => passed.push(kept)) : collector(selector, redactionKey);
const runner = jobRunner(job, wanted);
const say = (message: FromHelper): void => parentPort?.postMessage(message);
/** Of an event that lacks what others told, the hash tells what it was. */
const handedOver = (kept: Kept): Kept => ({
  event: kept.event,
  original: kept.event,
  hash: kept.event === kept.original ? kept.hash : hashOf(kept),
});

for (let index = board.take(thread); index !== null; index = board.take(thread)) {
  await runner.run(index);
  if (passed.length > 0) say({ kind: "some", kept: passed.map(handedOver) });
  passed = [];
  const task = job.tasks[index];
  if (task !== undefined) board.noteDone(Math.min(task.end, task.file.size) - task.start);
}
say({ kind: "all", kept: wanted.kept(), levels: wanted.levels(), duplicates: wanted.duplicates(), tallies: runner.tallies() });
