import { open, link, mkdir, readdir, readFile, rename, rm, stat } from "node:fs/promises";
import type { Disk, DiskFile } from "../../disk/disk.ts";

/** The file system as it is, for tests that ask nothing of durability: nothing is synced. */
export const plainDisk = (): Disk => ({
  async open(path, which): Promise<DiskFile> {
    const file = await open(path, which === "new" ? "ax" : "a");
    let { size } = await file.stat();
    return {
      get size() {
        return size;
      },
      async append(bytes) {
        await file.appendFile(bytes);
        size += bytes.length;
      },
      sync: async () => {},
      truncate: (to) => file.truncate(to),
      close: () => file.close(),
    };
  },
  read: (path) => readFile(path),
  async readAt(path, position, length) {
    const bytes = await readFile(path);
    return bytes.subarray(position, position + length);
  },
  size: async (path) => (await stat(path)).size,
  list: async (folder) =>
    (await readdir(folder, { withFileTypes: true })).map((entry) => ({ name: entry.name, isFolder: entry.isDirectory() })),
  makeFolder: async (path) => void (await mkdir(path, { recursive: true })),
  rename,
  link,
  remove: (path) => rm(path, { force: true }),
  removeFolder: (path) => rm(path, { recursive: true, force: true }),
  syncFolder: async () => {},
  lock: async () => ({ release: async () => {} }),
});
