import type { Disk } from "../../packages/core/src/store/disk/disk.ts";

/** The disk as a build uses it whose syncs of files were taken out, of those whose paths match. */
export const withoutSync =
  (which: RegExp) =>
  (disk: Disk): Disk => ({
    ...disk,
    open: async (path, how) => {
      const file = await disk.open(path, how);
      return {
        get size() {
          return file.size;
        },
        append: file.append,
        truncate: file.truncate,
        close: file.close,
        sync: async () => {
          if (!which.test(path)) await file.sync();
        },
      };
    },
  });

/** The disk as a build uses it whose syncs of folders were taken out, of those whose paths match. */
export const withoutFolderSync =
  (which: RegExp) =>
  (disk: Disk): Disk => ({
    ...disk,
    syncFolder: async (path) => {
      if (!which.test(path)) await disk.syncFolder(path);
    },
  });
