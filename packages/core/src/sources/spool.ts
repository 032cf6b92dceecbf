import { close, open, read, write } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";

/** Bytes put by on disk, to be read again. */
export interface Spool {
  /** How many were put by. */
  readonly bytes: number;
  append(block: Uint8Array): Promise<void>;
  /** Some of the bytes from a position on; valid until the next read. */
  read(position: number): Promise<Uint8Array>;
}

const blockBytes = 1024 * 1024;
const openFile = promisify(open);
const readFile = promisify(read);
const writeFile = promisify(write);

/** Nobody says when a stream is looked at for the last time. */
const forgotten = new FinalizationRegistry<number>((descriptor) => close(descriptor));

/** A temporary file that only this process can reach: an audit log holds secrets. It has no name, so nothing is left behind. */
export async function openSpool(): Promise<Spool> {
  const folder = await mkdtemp(join(tmpdir(), "meshaudit-"));
  const descriptor = await openFile(join(folder, "spool"), "wx+", 0o600);
  // Where an open file cannot be removed it stays until the system cleans up.
  await rm(folder, { recursive: true, force: true }).catch(() => {});
  const buffer = Buffer.allocUnsafe(blockBytes);
  let bytes = 0;
  const spool: Spool = {
    get bytes() {
      return bytes;
    },
    async append(block) {
      for (let at = 0; at < block.length;) {
        const { bytesWritten } = await writeFile(descriptor, block, at, block.length - at, bytes);
        at += bytesWritten;
        bytes += bytesWritten;
      }
    },
    async read(position) {
      const { bytesRead } = await readFile(descriptor, buffer, 0, Math.min(buffer.length, bytes - position), position);
      return buffer.subarray(0, bytesRead);
    },
  };
  forgotten.register(spool, descriptor);
  return spool;
}
