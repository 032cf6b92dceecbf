import { createHash } from "node:crypto";
import { open, rm } from "node:fs/promises";
import { join } from "node:path";
import type { Disk } from "../disk/disk.ts";
import type { StorePaths } from "../layout.ts";

/** Where a segment lies from now on. */
export interface Placed {
  path: string;
  size: number;
  sha256: string;
}

const blockBytes = 1 << 20;

/** The folder of a day's segments, from the logstore on. */
const dayFolder = (dt: string): string => `dt=${dt}`;

/**
 * Moves a file from the local file system into the store. When this resolves, its bytes and its name are durable; a crash before leaves
 * at most a file that is no part of the table.
 */
export const placeSegment = async (disk: Disk, paths: StorePaths, dt: string, firstSeq: number, file: string): Promise<Placed> => {
  const folder = join(paths.logstore, dayFolder(dt));
  await disk.makeFolder(folder);
  const number = String(firstSeq).padStart(20, "0");
  const temporary = join(folder, `.part-${number}.tmp`);
  await disk.remove(temporary);
  const { size, sha256 } = await copyIn(disk, file, temporary);
  await rm(file);
  const name = `part-${number}-${sha256.slice(0, 8)}.parquet`;
  await disk.rename(temporary, join(folder, name));
  await disk.syncFolder(folder);
  await disk.syncFolder(paths.logstore);
  return { path: `${dayFolder(dt)}/${name}`, size, sha256 };
};

const copyIn = async (disk: Disk, from: string, to: string): Promise<Omit<Placed, "path">> => {
  const hash = createHash("sha256");
  const target = await disk.open(to, "new");
  const source = await open(from);
  try {
    const block = Buffer.allocUnsafe(blockBytes);
    for (;;) {
      const { bytesRead } = await source.read(block, 0, blockBytes);
      if (bytesRead === 0) break;
      const bytes = block.subarray(0, bytesRead);
      hash.update(bytes);
      await target.append(bytes);
    }
    await target.sync();
    return { size: target.size, sha256: hash.digest("hex") };
  } finally {
    await source.close();
    await target.close();
  }
};
