import { closeSync, openSync, readSync } from "node:fs";
import { glanceTime } from "../decode/line-glance.ts";
import { timeOf } from "../decode/event-time.ts";
import { isCuttable, type ScanTask } from "./scan-task.ts";
import { lastTimeOf } from "./last-time.ts";

/** How far out of order the lines of one log are taken to be at most, ms: they are written as requests end, within seconds. */
const disorder = 300_000;

const lineFeed = 0x0a;

/** Of the tasks of one question those that may hold what it wants, and times that were seen on the way: each file's first and last. */
export interface TasksWithin {
  tasks: ScanTask[];
  times: string[];
}

/**
 * Leaves out the stretches of plain files that lie outside a time, ms since the epoch, null is open. A log is written in the order of
 * stageTimestamp, give or take seconds, so the times of the stretches' first lines bound those of all others. A file where even these
 * are out of order by more than five minutes (a clock was set back, logs were joined) or cannot be read is kept whole.
 */
export function tasksWithin(tasks: readonly ScanTask[], from: number | null, to: number | null): TasksWithin {
  if (from === null && to === null) return { tasks: [...tasks], times: [] };
  const kept: ScanTask[] = [];
  const times: string[] = [];
  for (const ofFile of byFile(tasks)) {
    const begins = ofFile.length > 1 && ofFile.every(({ file }) => isCuttable(file)) ? beginningsOf(ofFile) : null;
    if (begins === null || !inOrder(begins.map(({ time }) => time))) kept.push(...ofFile);
    else {
      const last = lastTimeOf(ofFile[0]?.file.path ?? "");
      times.push(...[begins[0]?.text, last].filter((text) => typeof text === "string"));
      kept.push(...ofFile.filter((_, index) => overlaps(begins[index]?.time ?? null, begins[index + 1]?.time ?? null, from, to)));
    }
  }
  return { tasks: kept, times };
}

const overlaps = (start: number | null, end: number | null, from: number | null, to: number | null): boolean =>
  (start === null || to === null || start - disorder <= to) && (end === null || from === null || end + disorder >= from);

const inOrder = (times: readonly number[]): boolean =>
  times.every((time, index) => index === 0 || time >= (times[index - 1] ?? time) - disorder);

function byFile(tasks: readonly ScanTask[]): ScanTask[][] {
  const files = new Map<string, ScanTask[]>();
  for (const task of tasks) files.set(task.file.path, [...(files.get(task.file.path) ?? []), task]);
  return [...files.values()];
}

interface Beginning {
  text: string;
  time: number;
}

const sampleBytes = 256 * 1024;

/** The time of the first whole line of each stretch, but for the last one, which may have none; null when another has none. */
function beginningsOf(tasks: readonly ScanTask[]): Beginning[] | null {
  const sample = Buffer.allocUnsafeSlow(sampleBytes);
  const begins: Beginning[] = [];
  const handle = openOrNull(tasks[0]?.file.path ?? "");
  if (handle === null) return null;
  try {
    for (const [index, { start }] of tasks.entries()) {
      const bytes = readSync(handle, sample, 0, sampleBytes, start);
      const first = start === 0 ? 0 : sample.subarray(0, bytes).indexOf(lineFeed) + 1;
      const end = sample.subarray(0, bytes).indexOf(lineFeed, first);
      const text = end < 0 ? null : glanceTime(sample.subarray(first, end));
      const time = text === null ? null : timeOf(text);
      if (text === null || time === null) return index === tasks.length - 1 ? begins : null;
      begins.push({ text, time });
    }
    return begins;
  } finally {
    closeSync(handle);
  }
}

/** A file that went away is for the scan to report. */
function openOrNull(path: string): number | null {
  try {
    return openSync(path, "r");
  } catch {
    return null;
  }
}
