import { close, closeSync, mkdtempSync, openSync, read, readSync, rmSync, write, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";

/** Bytes put by on disk, to be read again. Whoever appends at once does not append otherwise. */
export interface Spool {
  /** How many were put by. */
  readonly bytes: number;
  append(block: Uint8Array): Promise<void>;
  /** Some of the bytes from a position on; valid until the next read. */
  read(position: number): Promise<Uint8Array>;
  /** Puts a small piece by before it returns. */
  appendAtOnce(piece: Uint8Array): void;
  /** So many bytes from a position on, before it returns. */
  readAtOnce(position: number, length: number): Buffer;
  /** Gives the disk's room back. */
  close(): void;
}

const blockBytes = 1024 * 1024;
const readFile = promisify(read);
const writeFile = promisify(write);

/** Nobody says when a stream is looked at for the last time. */
const forgotten = new FinalizationRegistry<number>((descriptor) => close(descriptor));

/** A temporary file that only this process can reach: an audit log holds secrets. It has no name, so nothing is left behind. */
export function openSpool(): Spool {
  const folder = mkdtempSync(join(tmpdir(), "meshaudit-"));
  const descriptor = openSync(join(folder, "spool"), "wx+", 0o600);
  try {
    rmSync(folder, { recursive: true, force: true });
  } catch {
    // Where an open file cannot be removed it stays until the system cleans up.
  }
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
    appendAtOnce(piece) {
      for (let at = 0; at < piece.length;) {
        const written = writeSync(descriptor, piece, at, piece.length - at, bytes);
        at += written;
        bytes += written;
      }
    },
    readAtOnce(position, length) {
      const piece = Buffer.allocUnsafe(length);
      for (let at = 0; at < length;) {
        const got = readSync(descriptor, piece, at, length - at, position + at);
        if (got === 0) throw new RangeError(`the spool ends before ${position + length}`);
        at += got;
      }
      return piece;
    },
    close() {
      forgotten.unregister(spool);
      closeSync(descriptor);
    },
  };
  forgotten.register(spool, descriptor, spool);
  return spool;
}
