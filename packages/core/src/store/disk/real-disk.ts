import { constants } from "node:fs";
import { link, mkdir, open, readdir, readFile, rename, rm, stat, unlink } from "node:fs/promises";
import type { FileHandle } from "node:fs/promises";
import { platform } from "node:os";
import { dirname } from "node:path";
import type { Disk, DiskFile, Opening, Readers } from "./disk.ts";
import { isMissing } from "./disk-error.ts";
import { kernelLock } from "./kernel-lock.ts";
import { writeAll } from "./write-all.ts";

const { O_WRONLY, O_CREAT, O_EXCL } = constants;

/** Never for all: a log tells who does what. A umask may take away from these, and adds nothing. */
const fileModes: { [which in Opening]: number } = { existing: 0o640, new: 0o640, "new secret": 0o600 };
const folderModes: { [readers in Readers]: number } = { owner: 0o700, group: 0o750 };

/** The file system of this machine. */
export const realDisk = (): Disk => ({
  open: async (path, which) => {
    const handle = await open(path, which === "existing" ? O_WRONLY : O_WRONLY | O_CREAT | O_EXCL, fileModes[which]);
    try {
      return openFile(handle, path, (await handle.stat()).size);
    } catch (error) {
      await handle.close();
      throw error;
    }
  },
  read: (path) => readFile(path),
  readAt,
  size: async (path) => (await stat(path)).size,
  list: async (folder) => {
    const entries = await readdir(folder, { withFileTypes: true });
    return entries.map((entry) => ({ name: entry.name, isFolder: entry.isDirectory() }));
  },
  makeFolder,
  rename,
  link,
  remove: async (path) => {
    await unlink(path).catch((error: unknown) => {
      if (!isMissing(error)) throw error;
    });
  },
  removeFolder: (path) => rm(path, { recursive: true }),
  syncFolder,
  lock: kernelLock,
});

/** Node's own recursive mkdir never ends where a folder is there and nothing can be made in it, as in /proc. */
const makeFolder = async (path: string, readers: Readers = "group"): Promise<void> => {
  const mode = folderModes[readers];
  const made = await mkdir(path, { mode }).catch((error: NodeJS.ErrnoException) => error);
  if (made === undefined) return;
  if (isMissing(made) && dirname(path) !== path) {
    await makeFolder(dirname(path));
    await mkdir(path, { mode }).catch((error: NodeJS.ErrnoException) => thereOr(error, path));
  } else await thereOr(made, path);
};

/** A folder that is there is as good as made. */
const thereOr = async (error: NodeJS.ErrnoException, path: string): Promise<void> => {
  if (error.code !== "EEXIST" || !(await stat(path)).isDirectory()) throw error;
};

const openFile = (handle: FileHandle, path: string, bytes: number): DiskFile => {
  let size = bytes;
  return {
    get size() {
      return size;
    },
    append: async (bytes) => {
      const position = size;
      size += bytes.length;
      await writeAll(handle, bytes, position, path);
    },
    // On macOS Node asks the drive itself to write out (F_FULLFSYNC), so this is as much as fsync there.
    sync: () => handle.datasync(),
    truncate: async (bytes) => {
      await handle.truncate(bytes);
      size = bytes;
    },
    close: () => handle.close(),
  };
};

async function readAt(path: string, position: number, length: number): Promise<Uint8Array> {
  const handle = await open(path, "r");
  try {
    const bytes = Buffer.allocUnsafe(Math.min(length, Math.max(0, (await handle.stat()).size - position)));
    let filled = 0;
    while (filled < bytes.length) {
      const { bytesRead } = await handle.read(bytes, filled, bytes.length - filled, position + filled);
      if (bytesRead === 0) break;
      filled += bytesRead;
    }
    return bytes.subarray(0, filled);
  } finally {
    await handle.close();
  }
}

async function syncFolder(path: string): Promise<void> {
  // Windows opens no folders; NTFS writes its names to a log of its own.
  if (platform() === "win32") return;
  const handle = await open(path, constants.O_RDONLY | constants.O_DIRECTORY);
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
