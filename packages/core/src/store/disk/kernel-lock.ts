import { stat } from "node:fs/promises";
import process from "node:process";
import type { DatabaseSync } from "node:sqlite";
import { dirname } from "node:path";
import type { DiskLock } from "./disk.ts";

/** SQLITE_BUSY: another connection has the lock. */
const busy = 5;

/**
 * Node has no call for the kernel's file locks, but its SQLite takes one: an exclusive transaction on an empty database, which is never
 * written, so that the file stays empty and no crash can damage it. The kernel lets go of it when the process ends, however it does.
 *
 * The lock is the process's, not the open file's (fcntl): were this process to open and close the file by other means, the lock would be
 * gone. So nothing but this may open it.
 */
export const kernelLock = async (path: string): Promise<DiskLock | null> => {
  await stat(dirname(path));
  const database = openQuietly(path);
  try {
    // Without this an exclusive transaction makes a file for its rollback beside the database.
    database.exec("PRAGMA journal_mode = MEMORY; BEGIN EXCLUSIVE");
  } catch (error) {
    database.close();
    if (error instanceof Error && "errcode" in error && error.errcode === busy) return null;
    throw error;
  }
  return { release: async () => database.close() };
};

/** Up to version 24 Node warns, on its first use, that its SQLite may change: of no use to whoever opens a store. */
const openQuietly = (path: string): DatabaseSync => {
  const warn = process.emitWarning;
  process.emitWarning = () => {};
  try {
    const sqlite = process.getBuiltinModule("node:sqlite");
    return new sqlite.DatabaseSync(path);
  } finally {
    process.emitWarning = warn;
  }
};
