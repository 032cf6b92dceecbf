import { closeSync, fstatSync, openSync, readSync } from "node:fs";
import type { LineScanner } from "../decode/line-scanner.ts";
import { shrunk } from "./plain-file.ts";
import type { ScanTask } from "./scan-task.ts";
import type { Tally } from "./tally.ts";

const lineFeed = 0x0a;

/** Scans a stretch of a plain file through `block`, a piece of memory to use again and again. Throws what reading throws. */
export function scanStretch(task: ScanTask, block: Buffer, tally: Tally, scannerFrom: (offset: number) => LineScanner): void {
  const handle = openSync(task.file.path, "r");
  try {
    const first = firstLine(handle, task, block);
    const reached = first === null ? fstatSync(handle).size : scanLines(handle, task, first, block, tally, scannerFrom(first));
    if (reached < Math.min(task.end, task.file.size)) throw shrunk(task.source);
    tally.bytes = Math.min(reached, task.end) - task.start;
  } finally {
    closeSync(handle);
  }
}

/** Where the first line that begins in a stretch begins; null when none does. */
function firstLine(handle: number, { start, end }: ScanTask, block: Buffer): number | null {
  if (start === 0) return 0;
  for (let position = start - 1; position < end - 1;) {
    const bytes = readSync(handle, block, 0, Math.min(block.length, end - 1 - position), position);
    if (bytes === 0) return null;
    const feed = block.subarray(0, bytes).indexOf(lineFeed);
    if (feed >= 0) return position + feed + 1;
    position += bytes;
  }
  return null;
}

/** Scans from a line's start to the end of the line that the stretch ends in; where it got to. */
function scanLines(handle: number, { start, end }: ScanTask, first: number, block: Buffer, tally: Tally, scanner: LineScanner): number {
  let position = first;
  for (let done = false; !done; tally.bytes = position - start) {
    const bytes = readSync(handle, block, 0, block.length, position);
    const last = position + bytes < end ? -1 : block.subarray(0, bytes).indexOf(lineFeed, Math.max(0, end - 1 - position));
    done = bytes === 0 || last >= 0;
    scanner.push(block.subarray(0, last >= 0 ? last + 1 : bytes));
    position += last >= 0 ? last + 1 : bytes;
  }
  scanner.end();
  return position;
}
