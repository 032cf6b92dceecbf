import type { SourceFile } from "./source.ts";

/** A stretch of a file, for any thread to scan: the lines that begin in it. A file that can only be read from its start is one stretch. */
export interface ScanTask {
  source: string;
  file: SourceFile;
  start: number;
  /** Infinity for the last stretch: a log may grow while it is read. */
  end: number;
}

const stretchBytes = 16 * 1024 * 1024;

/** Whether a file can be read from any line on. */
export const isCuttable = ({ compression, documents }: SourceFile): boolean => compression === "none" && !documents;

/** A file in stretches. */
export function scanTasks(source: string, file: SourceFile, stretch = stretchBytes): ScanTask[] {
  const step = isCuttable(file) ? stretch : Number.POSITIVE_INFINITY;
  const tasks: ScanTask[] = [];
  for (let start = 0; start < file.size; start += step) {
    tasks.push({ source, file, start, end: start + step >= file.size ? Number.POSITIVE_INFINITY : start + step });
  }
  return tasks;
}
