import type { Level } from "../model/audit-event.ts";
import type { EventSelector } from "../model/selector.ts";
import { asBuffer } from "../decode/bytes.ts";
import type { Collector } from "./collector.ts";
import type { Kept } from "./kept.ts";
import { scan, scanGoal, type ScanGoal } from "./scan.ts";
import { scanStretch } from "./scan-stretch.ts";
import { isCuttable, type ScanTask } from "./scan-task.ts";
import { sourceOfFile } from "./source-of-file.ts";
import { emptyTally, noteRejection, type Tally } from "./tally.ts";
import { unreadable } from "./unreadable.ts";

/** Work that threads share, as plain data. */
export interface ScanJob {
  tasks: ScanTask[];
  selector: EventSelector;
  redactionKey: Uint8Array;
  /** What helping threads find is handed over after every task, so that none holds much; else once, without what others repeat. */
  passOn: boolean;
}

/** What one thread found. */
export interface ScanOutcome {
  kept: Kept[];
  levels: Level[];
  duplicates: number;
  /** By the index of its task. */
  tallies: [number, Tally][];
}

/** Fits the second-level cache: larger blocks are copied from the page cache at a third of the speed. */
const blockBytes = 256 * 1024;
/** Does tasks of a job, one after another. */
export interface JobRunner {
  /** Does the task of this index. Whatever cannot be read is noted, not thrown. */
  run(index: number): Promise<void>;
  tallies(): ScanOutcome["tallies"];
}

/** Does the tasks of a job that this thread takes; `wanted` gathers what they find. Throws the signal's reason when aborted. */
export function jobRunner(job: ScanJob, wanted: Collector, signal?: AbortSignal): JobRunner {
  const goal = scanGoal(job.selector, wanted.add, job.passOn);
  const block = Buffer.allocUnsafeSlow(blockBytes);
  const tallies: [number, Tally][] = [];
  return {
    async run(index) {
      const task = job.tasks[index];
      if (task === undefined) return;
      const tally = emptyTally();
      tallies.push([index, tally]);
      try {
        await runTask(task, goal, block, tally, signal);
      } catch (error) {
        signal?.throwIfAborted();
        const { message } = unreadable(task.source, error);
        noteRejection(tally, { source: task.source, line: null, offset: task.start + tally.bytes, bytes: 0, reason: message }, true);
      }
    },
    tallies: () => tallies,
  };
}

async function runTask(task: ScanTask, goal: ScanGoal, block: Buffer, tally: Tally, signal: AbortSignal | undefined): Promise<void> {
  if (isCuttable(task.file)) {
    scanStretch(task, block, tally, (offset) => scan(goal, { name: task.source, live: true, documents: false, offset }, tally));
    return;
  }
  const scanner = scan(goal, { name: task.source, live: false, documents: task.file.documents, offset: 0 }, tally);
  try {
    for await (const chunk of sourceOfFile(task.source, task.file).blocks(signal)) {
      tally.bytes += chunk.length;
      scanner.push(asBuffer(chunk));
    }
  } finally {
    scanner.end();
  }
}
