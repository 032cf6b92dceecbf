import { join } from "node:path";
import type { Disk, DiskFile } from "../disk/disk.ts";
import { isMissing } from "../disk/disk-error.ts";
import type { CheckpointRecord } from "./checkpoint-record.ts";
import { parseRecord } from "./parse-checkpoint.ts";

/** Where a project's checkpoints stand, one a line, oldest first. */
export const checkpointsPath = (folder: string): string => join(folder, "checkpoints.jsonl");

/** The log of checkpoints, opened to be appended to. */
export interface CheckpointLog {
  /**
   * Resolves when the record is durable. When there was no room for it, it can be tried again; after any other failure nothing can be
   * appended before the log is opened anew.
   */
  append(record: CheckpointRecord): Promise<void>;
}

const newline = 0x0a;
const blockBytes = 1 << 16;

const sizeOf = async (disk: Disk, path: string): Promise<number> => {
  try {
    return await disk.size(path);
  } catch (error) {
    if (isMissing(error)) return 0;
    throw error;
  }
};

/**
 * Opens it to go on behind its first `size` bytes: what a crash left behind them is cut off. It is made when it is not there.
 *
 * What stands behind the first `durable` bytes is written anew: the writer before may have ended because a sync failed, and then what
 * the system still shows of it may never reach the medium, however often it is synced.
 */
export const openCheckpointLog = async (
  disk: Disk,
  folder: string,
  { size, durable }: { size: number; durable: number },
): Promise<CheckpointLog> => {
  const path = checkpointsPath(folder);
  await disk.makeFolder(folder);
  // Its writer may have ended before its name was durable.
  if (size > 0) await disk.syncFolder(folder);
  if (size > 0 && durable < (await disk.size(path))) await writeAnew(disk, path, durable, size);
  let isBroken = false;
  let isThere = size > 0;
  return {
    async append(record) {
      if (isBroken) throw new Error("the log of checkpoints is to be opened anew after a failed write");
      const line = Buffer.from(`${JSON.stringify(record)}\n`);
      const file = await openOrMake(disk, path, isThere);
      isBroken = true;
      try {
        const before = file.size;
        try {
          await file.append(line);
        } catch (error) {
          // No room: it can be tried again once what was written of it is gone.
          await file.truncate(before);
          await file.sync();
          isBroken = false;
          throw error;
        }
        await file.sync();
        if (!isThere) await disk.syncFolder(folder);
        isThere = true;
        isBroken = false;
      } finally {
        await file.close();
      }
    },
  };
};

const openOrMake = async (disk: Disk, path: string, isThere: boolean): Promise<DiskFile> => {
  if (isThere) return disk.open(path, "existing");
  // One without a record, as a crash or a full disk leaves it.
  await disk.remove(path);
  return disk.open(path, "new");
};

const writeAnew = async (disk: Disk, path: string, from: number, to: number): Promise<void> => {
  const bytes = await disk.readAt(path, from, to - from);
  const file = await disk.open(path, "existing");
  try {
    await file.truncate(from);
    if (bytes.length > 0) await file.append(bytes);
    await file.sync();
  } finally {
    await file.close();
  }
};

/** Lines from the first to the last; what stands behind the last newline is none. No file has no lines. */
export async function* checkpointLines(disk: Disk, folder: string): AsyncGenerator<string> {
  const path = checkpointsPath(folder);
  const size = await sizeOf(disk, path);
  const parts: Buffer[] = [];
  for (let at = 0; at < size; at += blockBytes) {
    const block = Buffer.from(await disk.readAt(path, at, blockBytes));
    let start = 0;
    for (let end = block.indexOf(newline); end !== -1; end = block.indexOf(newline, start)) {
      yield Buffer.concat([...parts.splice(0), block.subarray(start, end)]).toString();
      start = end + 1;
    }
    parts.push(block.subarray(start));
  }
}

/** A line of the log, read from its end. */
export interface LastLine {
  /** null: it is none, or was not ended. */
  record: CheckpointRecord | null;
  /** Bytes of the log up to it, with it. */
  end: number;
}

/** Lines from the last to the first, as far as they are asked for. */
export async function* lastLines(disk: Disk, folder: string): AsyncGenerator<LastLine> {
  const path = checkpointsPath(folder);
  const size = await sizeOf(disk, path);
  let end = size;
  let parts: Buffer[] = [];
  const lineBehind = (start: number): LastLine => {
    const line = Buffer.concat(parts);
    const last = { record: start + line.length < size ? parseRecord(line.toString()) : null, end: Math.min(start + line.length + 1, size) };
    parts = [];
    return last;
  };
  while (end > 0) {
    const start = Math.max(0, end - blockBytes);
    const block = Buffer.from(await disk.readAt(path, start, end - start));
    let to = block.length;
    for (let at = block.lastIndexOf(newline); at !== -1; at = to === 0 ? -1 : block.lastIndexOf(newline, to - 1)) {
      parts.unshift(block.subarray(at + 1, to));
      // Behind the last newline there is no line, unless one was torn.
      if (start + at + 1 < size) yield lineBehind(start + at + 1);
      else parts = [];
      to = at;
    }
    parts.unshift(block.subarray(0, to));
    end = start;
  }
  if (size > 0) yield lineBehind(0);
}
