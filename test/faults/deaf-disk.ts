import type { Disk } from "../../packages/core/src/store/disk/disk.ts";

/** The disk as a build uses it whose syncs of files were taken out. */
export const withoutSync = (disk: Disk): Disk => ({
  ...disk,
  open: async (path, which) => {
    const file = await disk.open(path, which);
    return {
      get size() {
        return file.size;
      },
      append: file.append,
      truncate: file.truncate,
      close: file.close,
      sync: async () => {},
    };
  },
});

/** The disk as a build uses it whose syncs of folders were taken out. */
export const withoutFolderSync = (disk: Disk): Disk => ({ ...disk, syncFolder: async () => {} });
