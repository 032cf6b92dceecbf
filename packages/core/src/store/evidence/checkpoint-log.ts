import { join } from "node:path";
import type { Disk, DiskFile } from "../disk/disk.ts";
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
  /** Bytes of a record that a crash had torn off and that was cut off on opening. */
  tornBytes: number;
}

const newline = 0x0a;
const blockBytes = 1 << 16;

const isMissing = (error: unknown): boolean => error instanceof Error && "code" in error && error.code === "ENOENT";

const sizeOf = async (disk: Disk, path: string): Promise<number> => {
  try {
    return await disk.size(path);
  } catch (error) {
    if (isMissing(error)) return 0;
    throw error;
  }
};

/** Opens it, made when it is not there, and cuts off the end of a record that was never whole. */
export const openCheckpointLog = async (disk: Disk, folder: string): Promise<CheckpointLog> => {
  const path = checkpointsPath(folder);
  await disk.makeFolder(folder);
  const size = await sizeOf(disk, path);
  const whole = await endOfLastLine(disk, path, size);
  if (whole < size) await cut(await disk.open(path, "existing"), whole);
  let isBroken = false;
  let isThere = whole > 0;
  return {
    tornBytes: size - whole,
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

const cut = async (file: DiskFile, size: number): Promise<void> => {
  try {
    await file.truncate(size);
    await file.sync();
  } finally {
    await file.close();
  }
};

const endOfLastLine = async (disk: Disk, path: string, size: number): Promise<number> => {
  for (let end = size; end > 0; end -= blockBytes) {
    const start = Math.max(0, end - blockBytes);
    const at = Buffer.from(await disk.readAt(path, start, end - start)).lastIndexOf(newline);
    if (at !== -1) return start + at + 1;
  }
  return 0;
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

/** Records from the last to the first, as far as they are asked for. null for a line that is none. */
export async function* lastRecords(disk: Disk, folder: string): AsyncGenerator<CheckpointRecord | null> {
  const path = checkpointsPath(folder);
  let parts: Buffer[] = [];
  for (let end = await sizeOf(disk, path); end > 0; end -= blockBytes) {
    const start = Math.max(0, end - blockBytes);
    const block = Buffer.from(await disk.readAt(path, start, end - start));
    let to = block.length;
    for (let at = block.lastIndexOf(newline); at !== -1; at = to === 0 ? -1 : block.lastIndexOf(newline, to - 1)) {
      parts.unshift(block.subarray(at + 1, to));
      const line = Buffer.concat(parts);
      parts = [];
      if (line.length > 0) yield parseRecord(line.toString());
      to = at;
    }
    parts.unshift(block.subarray(0, to));
  }
  const first = Buffer.concat(parts);
  if (first.length > 0) yield parseRecord(first.toString());
}
