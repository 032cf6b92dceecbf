import { join } from "node:path";
import { diskError } from "../disk-error.ts";
import type { Disk, DiskFile, DiskLock } from "../disk.ts";
import { simulatedFile, type Chance, type SimulatedFile } from "./simulated-file.ts";
import { simulatedFolder, simulatedNames, type SimulatedNames, type SimulatedNode } from "./simulated-names.ts";

/** What goes wrong with a simulated disk; a test sets it as it goes. */
export interface DiskFaults {
  /** Bytes that fit in all files together. A write takes what fits and fails then. */
  room: number;
  /** How many bytes a write takes before it fails; null when it does not. */
  brokenWrite: (path: string, bytes: number) => number | null;
  /** Whether a sync of a file or a folder fails. A file's changes until then may never reach the medium, as on Linux. */
  failingSync: (path: string) => boolean;
  /** Called at every moment at which the power may fail, with what is being done. */
  atMoment: (operation: string) => void;
}

/** A disk in memory that loses, in a power loss, whatever it may lose. */
export interface SimulatedDisk extends Disk {
  readonly faults: DiskFaults;
  /** Syncs of files and of folders that ended well. */
  readonly syncs: { files: number; folders: number };
  /** Bytes in all files. */
  used(): number;
  /** A disk as this one may be after a power loss now. */
  afterPowerLoss(chance: Chance): SimulatedDisk;
  /** This disk once its owner was killed: the system still has all that was written, durable or not. */
  afterKill(): SimulatedDisk;
}

const noFaults = (): DiskFaults => ({
  room: Number.POSITIVE_INFINITY,
  brokenWrite: () => null,
  failingSync: () => false,
  atMoment: () => {},
});

/** An empty disk. */
export const simulatedDisk = (names: SimulatedNames = simulatedNames()): SimulatedDisk => {
  const faults = noFaults();
  const syncs = { files: 0, folders: 0 };
  const locked = new Set<string>();
  const used = (): number => {
    const files = new Set<SimulatedFile>();
    const visit = (node: SimulatedNode): void => {
      if (node.isFolder) for (const below of node.names.values()) visit(below);
      else files.add(node);
    };
    visit(names.folder("/"));
    return [...files].reduce((sum, { content }) => sum + content.length, 0);
  };
  const roomFor = (operation: string, path: string, bytes: number): number => {
    if (faults.room === Number.POSITIVE_INFINITY) return bytes;
    const room = Math.max(0, faults.room - used());
    if (room === 0) throw diskError("ENOSPC", operation, path);
    return Math.min(room, bytes);
  };
  const must = (path: string, isThere: boolean, operation: string): void => {
    const found = names.find(path) !== null;
    if (found && !isThere) throw diskError("EEXIST", operation, path);
    if (!found && isThere) throw diskError("ENOENT", operation, path);
  };

  const openFile = (file: SimulatedFile, path: string): DiskFile => ({
    get size() {
      return file.content.length;
    },
    append: async (bytes) => {
      const broken = faults.brokenWrite(path, bytes.length);
      const taken = roomFor("write", path, broken ?? bytes.length);
      const half = taken >> 1;
      file.append(bytes.subarray(0, half));
      faults.atMoment(`half a write to ${path}`);
      file.append(bytes.subarray(half, taken));
      faults.atMoment(`write to ${path}`);
      await turn();
      if (broken !== null) throw diskError("EIO", "write", path);
      if (taken < bytes.length) throw diskError("ENOSPC", "write", path);
    },
    sync: async () => {
      faults.atMoment(`before the sync of ${path}`);
      const sync = file.beginSync();
      await turn();
      if (faults.failingSync(path)) {
        sync.fail();
        faults.atMoment(`failed sync of ${path}`);
        throw diskError("EIO", "fdatasync", path);
      }
      sync.succeed();
      syncs.files++;
      faults.atMoment(`sync of ${path}`);
    },
    truncate: async (size) => {
      file.truncate(size);
      faults.atMoment(`truncation of ${path}`);
      await turn();
    },
    close: async () => {},
  });

  return {
    faults,
    syncs,
    used,
    afterPowerLoss: (chance) => simulatedDisk(names.afterPowerLoss(chance)),
    afterKill: () => simulatedDisk(names.copy()),
    open: async (path, which) => {
      must(path, which === "existing", "open");
      if (which !== "existing") {
        roomFor("open", path, 1);
        names.change([{ path, node: simulatedFile() }]);
        faults.atMoment(`creation of ${path}`);
      }
      await turn();
      return openFile(names.file(path), path);
    },
    read: async (path) => Buffer.from(names.file(path).content),
    readAt: async (path, position, length) => Buffer.from(names.file(path).content.subarray(position, position + length)),
    size: async (path) => names.file(path).content.length,
    list: async (folder) => [...names.folder(folder).names].map(([name, { isFolder }]) => ({ name, isFolder })),
    makeFolder: async (path) => {
      const missing: string[] = [];
      for (let at = path; names.find(at) === null; at = join(at, "..")) missing.unshift(at);
      for (const made of missing) {
        names.change([{ path: made, node: simulatedFolder() }]);
        faults.atMoment(`creation of the folder ${made}`);
      }
      names.folder(path);
    },
    rename: async (from, to) => {
      const node = names.find(from);
      if (node === null) throw diskError("ENOENT", "rename", from);
      names.change([
        { path: from, node: null },
        { path: to, node },
      ]);
      faults.atMoment(`renaming of ${from}`);
    },
    link: async (from, to) => {
      const node = names.file(from);
      must(to, false, "link");
      names.change([{ path: to, node }]);
      faults.atMoment(`link to ${from}`);
    },
    remove: async (path) => {
      if (names.find(path) === null) return;
      names.file(path);
      names.change([{ path, node: null }]);
      faults.atMoment(`removal of ${path}`);
    },
    removeFolder: async (path) => {
      names.folder(path);
      names.change([{ path, node: null }]);
      faults.atMoment(`removal of the folder ${path}`);
    },
    syncFolder: async (path) => {
      const folder = names.folder(path);
      faults.atMoment(`before the sync of the folder ${path}`);
      await turn();
      if (faults.failingSync(path)) throw diskError("EIO", "fsync", path);
      names.sync(folder);
      syncs.folders++;
      faults.atMoment(`sync of the folder ${path}`);
    },
    lock: async (path): Promise<DiskLock | null> => {
      names.folder(join(path, ".."));
      if (locked.has(path)) return null;
      locked.add(path);
      return { release: async () => void locked.delete(path) };
    },
  };
};

/** Lets others go on, as while a disk is at work. */
const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
