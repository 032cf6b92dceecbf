import type { SourceFile } from "./source.ts";

/** A stretch of a file, for any thread to scan: the lines that begin in it. A compressed file is one stretch. */
export interface ScanTask {
  source: string;
  file: SourceFile;
  start: number;
  /** Infinity for the last stretch: a log may grow while it is read. */
  end: number;
}

const stretchBytes = 16 * 1024 * 1024;

/** A file in stretches. */
export function scanTasks(source: string, file: SourceFile): ScanTask[] {
  const step = file.compression === "none" ? stretchBytes : Number.POSITIVE_INFINITY;
  const tasks: ScanTask[] = [];
  for (let start = 0; start < file.size; start += step) {
    tasks.push({ source, file, start, end: start + step >= file.size ? Number.POSITIVE_INFINITY : start + step });
  }
  return tasks;
}
