import { open, stat, type FileHandle } from "node:fs/promises";

/** What following a file gives: its next bytes, or that it begins anew (rotated or cut), after which its bytes count from 0. */
export interface TailSink {
  onBytes(block: Buffer): void;
  onRestart(): void;
}

/** A file that is read on and on, as `tail -F` does. */
export interface Tail {
  /** Reads what has come since the last time. A file that is not there, as in the middle of a rotation, is waited for. */
  poll(sink: TailSink): Promise<void>;
  close(): Promise<void>;
}

const blockBytes = 1024 * 1024;
/** So many first bytes tell one log from the next in the same place: the first event's ID and times lie in them. */
const fingerprintBytes = 1024;

interface Opened {
  handle: FileHandle;
  inode: number;
  /** How far it was read. */
  position: number;
  /** Its first bytes, as far as it was read. */
  fingerprint: Buffer;
}

const missing = (error: unknown): boolean => error instanceof Error && "code" in error && error.code === "ENOENT";

/** Follows a path from a position in the file that is there now. A file is told by its inode and by its first bytes: copytruncate keeps the one and changes the other. */
export function tail(path: string, start: number): Tail {
  const block = Buffer.allocUnsafe(blockBytes);
  let opened: Opened | null = null;
  let position = start;

  const openPath = async (): Promise<Opened | null> => {
    try {
      const handle = await open(path);
      return { handle, inode: (await handle.stat()).ino, position, fingerprint: await firstBytes(handle, position) };
    } catch (error) {
      if (missing(error)) return null;
      throw error;
    }
  };

  const drain = async (file: Opened, sink: TailSink): Promise<void> => {
    for (;;) {
      const { bytesRead } = await file.handle.read(block, 0, block.length, file.position);
      if (bytesRead === 0) break;
      file.position += bytesRead;
      sink.onBytes(block.subarray(0, bytesRead));
    }
    if (file.fingerprint.length < fingerprintBytes) file.fingerprint = await firstBytes(file.handle, file.position);
  };

  /** Whether the open file was cut, or overwritten from its start. */
  const isCut = async (file: Opened): Promise<boolean> => {
    const { size } = await file.handle.stat();
    return size < file.position || !file.fingerprint.equals(await firstBytes(file.handle, file.fingerprint.length));
  };

  return {
    async poll(sink) {
      opened ??= await openPath();
      if (opened === null) return;
      if (await isCut(opened)) {
        sink.onRestart();
        opened.position = 0;
        opened.fingerprint = Buffer.alloc(0);
      }
      const there = await stat(path).catch((error: unknown) => {
        if (missing(error)) return null;
        throw error;
      });
      // What was written to a renamed file before its writer turned to the new one is drained first.
      await drain(opened, sink);
      if (there === null || there.ino === opened.inode) return;
      await opened.handle.close();
      sink.onRestart();
      position = 0;
      opened = await openPath();
      if (opened !== null) await drain(opened, sink);
    },
    close: async () => opened?.handle.close(),
  };
}

async function firstBytes(handle: FileHandle, read: number): Promise<Buffer> {
  const bytes = Buffer.alloc(Math.min(fingerprintBytes, read));
  const { bytesRead } = await handle.read(bytes, 0, bytes.length, 0);
  return bytes.subarray(0, bytesRead);
}
