import { join } from "node:path";
import type { Disk } from "../disk/disk.ts";

/** The files of a table's log, by version. */
export interface LogFiles {
  /** Versions of which the commit is there, in order. */
  commits: number[];
  /** Versions that have a summary, see `summaryName`, in order. */
  summaries: number[];
  /** Versions that have a Parquet checkpoint, in order. */
  checkpoints: number[];
}

const digits = (version: number): string => String(version).padStart(20, "0");

/** The commit that makes a version. */
export const commitName = (version: number): string => `${digits(version)}.json`;

/** What other programs read a table from. */
export const checkpointName = (version: number): string => `${digits(version)}.checkpoint.parquet`;

/**
 * All commits up to a version in one: what Delta calls a log compaction file. We read the table from it, as that needs no reader of
 * Parquet.
 */
export const summaryName = (version: number): string => `${digits(0)}.${digits(version)}.compacted.json`;

/** Says which checkpoint is the last. */
export const lastCheckpointName = "_last_checkpoint";

const name = /^(?:0{20}\.)?(\d{20})\.(json|compacted\.json|checkpoint\.parquet)$/;

/** Lists a log. Throws as `Disk.list`. */
export const listLog = async (disk: Disk, folder: string): Promise<LogFiles> => {
  const files: LogFiles = { commits: [], summaries: [], checkpoints: [] };
  for (const entry of await disk.list(folder)) {
    const [, version, kind] = name.exec(entry.name) ?? [];
    if (kind === "json") files.commits.push(Number(version));
    else if (kind === "compacted.json") files.summaries.push(Number(version));
    else if (kind === "checkpoint.parquet") files.checkpoints.push(Number(version));
  }
  for (const versions of Object.values(files) as number[][]) versions.sort((a, b) => a - b);
  return files;
};

/** Reads a file of the log. Throws as `Disk.read`. */
export const readLogFile = async (disk: Disk, folder: string, file: string): Promise<string> => {
  const bytes = await disk.read(join(folder, file));
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString();
};

/** Writes a file of the log that is to stay under a temporary name: durable when this resolves. */
export const writeLogFile = async (disk: Disk, path: string, parts: AsyncIterable<Uint8Array> | Iterable<Uint8Array>): Promise<void> => {
  await disk.remove(path);
  const file = await disk.open(path, "new");
  try {
    for await (const part of parts) await file.append(part);
    await file.sync();
  } finally {
    await file.close();
  }
};
