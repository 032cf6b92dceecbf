import { join } from "node:path";
import type { TableState } from "../delta/table-state.ts";
import type { Disk } from "../disk/disk.ts";
import { isMissing } from "../disk/disk-error.ts";
import type { StorePaths } from "../layout.ts";

/** What was taken off the disk. */
export interface RemovedFiles {
  files: number;
  bytes: number;
}

/**
 * Removes files of segments that nobody reads any more: those that were taken out of the table before a time, ms since the epoch, and
 * what a crash left half made. Only for the table's writer, while it makes no segment and no commit.
 */
export const removeUnused = async (disk: Disk, { logstore }: StorePaths, state: TableState, before: number): Promise<RemovedFiles> => {
  const used = new Set(state.segments.map(({ path }) => path));
  for (const { path, removedAt } of state.removed) if (removedAt > before) used.add(path);
  const removed: RemovedFiles = { files: 0, bytes: 0 };
  for (const folder of await foldersOfDays(disk, logstore)) {
    const names = (await disk.list(join(logstore, folder))).map(({ name }) => name);
    const unused = names.filter((name) => /^\.?part-/.test(name) && !used.has(`${folder}/${name}`));
    for (const name of unused) {
      const path = join(logstore, folder, name);
      removed.bytes += await disk.size(path);
      await disk.remove(path);
      removed.files++;
    }
    if (unused.length > 0 && unused.length === names.length) await disk.removeFolder(join(logstore, folder));
  }
  return removed;
};

const foldersOfDays = async (disk: Disk, logstore: string): Promise<string[]> => {
  const entries = await disk.list(logstore).catch((error: unknown) => {
    if (isMissing(error)) return [];
    throw error;
  });
  return entries.filter(({ name, isFolder }) => isFolder && name.startsWith("dt=")).map(({ name }) => name);
};
