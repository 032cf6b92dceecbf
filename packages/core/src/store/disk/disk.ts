/** A file that is written from its end on. */
export interface DiskFile {
  /** Bytes in it, what is being written counted. */
  readonly size: number;
  /** Appends all bytes, or throws: then any part of them may have been written. */
  append(bytes: Uint8Array): Promise<void>;
  /** Resolves when all that was appended is on the medium (fdatasync). After it threw once, nothing of this file is to be trusted. */
  sync(): Promise<void>;
  /** Cuts the file to its first `size` bytes. Not durable before `sync`. */
  truncate(size: number): Promise<void>;
  close(): Promise<void>;
}

/** A name in a folder. */
export interface DiskEntry {
  name: string;
  isFolder: boolean;
}

/** Who may read a folder that is made: its owner alone, or also the group's members. */
export type Readers = "owner" | "group";

/** A file that must be there, or one that must not and is made: for the owner and the group, or a secret of the owner's. */
export type Opening = "existing" | "new" | "new secret";

/**
 * All that the store asks of a file system, so that a simulated one can stand in. Paths are absolute. What is not there throws an error
 * whose `code` is `ENOENT`, what is there already `EEXIST`, no room `ENOSPC`, as Node's do. A name is durable only once its folder
 * was synced, contents only once the file was.
 */
export interface Disk {
  /** Opens a file to append to. */
  open(path: string, which: Opening): Promise<DiskFile>;
  /** The whole file. */
  read(path: string): Promise<Uint8Array>;
  /** Up to `length` bytes from `position` on; fewer only at the end. */
  readAt(path: string, position: number, length: number): Promise<Uint8Array>;
  size(path: string): Promise<number>;
  list(folder: string): Promise<DiskEntry[]>;
  /** With those above it; no error when it is there. It is for `readers` (the group's members). */
  makeFolder(path: string, readers?: Readers): Promise<void>;
  /** Over what is there. */
  rename(from: string, to: string): Promise<void>;
  /** Gives a file a second name, and fails with EEXIST where that is taken: the one way to create a file with its contents atomically. */
  link(from: string, to: string): Promise<void>;
  /** No error when it is not there. */
  remove(path: string): Promise<void>;
  /** An empty folder, or one with all in it. */
  removeFolder(path: string): Promise<void>;
  /** Makes the names in a folder durable. */
  syncFolder(path: string): Promise<void>;
  /**
   * Takes the lock on a path for this process, or null when another process (or this one) has it. The kernel lets go of it when its
   * owner dies, however it dies.
   */
  lock(path: string): Promise<DiskLock | null>;
}

/** A lock that is held. */
export interface DiskLock {
  release(): Promise<void>;
}
