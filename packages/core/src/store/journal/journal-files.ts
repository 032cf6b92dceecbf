import { join } from "node:path";
import type { Disk } from "../disk/disk.ts";

/** A file of the journal, named after its first event's number. */
export interface JournalFile {
  path: string;
  firstSeq: number;
}

/** A closed file and what is in it. */
export interface JournalExtent extends JournalFile {
  /** One more than its last event's number. */
  nextSeq: number;
  bytes: number;
}

/** The file whose first event has a number. */
export const journalFile = (folder: string, firstSeq: number): JournalFile => ({
  path: join(folder, `${String(firstSeq).padStart(20, "0")}.journal`),
  firstSeq,
});

/** What a file is called while it is made. */
export const unfinished = (path: string): string => `${path}.new`;

/** The journal's files by number, and those that were being made when their writer ended. */
export const listJournal = async (disk: Disk, folder: string): Promise<{ files: JournalFile[]; unfinished: string[] }> => {
  const names = (await disk.list(folder)).map(({ name }) => name);
  const numbers = names.flatMap((name) => /^(\d{20})\.journal$/.exec(name)?.[1] ?? []).map(Number);
  const files = numbers.filter((seq) => Number.isSafeInteger(seq)).map((seq) => journalFile(folder, seq));
  return {
    files: files.sort((a, b) => a.firstSeq - b.firstSeq),
    unfinished: names.filter((name) => /^\d{20}\.journal\.new$/.test(name)).map((name) => join(folder, name)),
  };
};

/**
 * The files that hold events from a number on. A file ends where the next begins, so what comes before the last file that begins at or
 * below that number is not needed, whatever is in it.
 */
export const filesFrom = (files: readonly JournalFile[], seq: number): JournalFile[] => {
  const first = files.findLastIndex((file) => file.firstSeq <= seq);
  return files.slice(Math.max(0, first));
};
