import { open, stat, type FileHandle } from "node:fs/promises";

/** What following a file gives: its next bytes, or that it begins anew (rotated or cut), after which its bytes count from 0. */
export interface TailSink {
  onBytes(block: Buffer): void;
  onRestart(): void;
}

/** A file that is read on and on, as `tail -F` does. */
export interface Tail {
  /** Where in the file that was there at first the following begins: a line's start. */
  start: number;
  /** Reads what has come since the last time. A file that is not there, as in the middle of a rotation, is waited for. */
  poll(sink: TailSink): Promise<void>;
  close(): Promise<void>;
}

const blockBytes = 256 * 1024;
const lookBackBytes = 64 * 1024;
/** So many first bytes tell one log from the next in the same place: the first event's ID and times lie in them. */
const fingerprintBytes = 1024;

/** A file that is gone takes up room as long as it is open. In so many polls whoever writes to it by another name turns to a new one. */
const pollsUntilLetGo = 20;

interface Opened {
  handle: FileHandle;
  inode: number;
  /** How far it was read. */
  position: number;
  /** Its first bytes, as far as they were there. */
  fingerprint: Buffer;
}

/**
 * Follows a path from the last line of what is there now, which may be unfinished. A file is told by its inode and by its first bytes:
 * copytruncate keeps the one and changes the other.
 */
export async function openTail(path: string): Promise<Tail> {
  const block = Buffer.allocUnsafe(blockBytes);
  let opened = await openAt(path);
  if (opened !== null) opened.position = await lastLineStart(opened.handle);
  const start = opened?.position ?? 0;
  let pollsWithout = 0;

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
    start,
    async poll(sink) {
      opened ??= await openAt(path);
      if (opened === null) return;
      if (await isCut(opened)) {
        sink.onRestart();
        opened.position = 0;
        opened.fingerprint = Buffer.alloc(0);
      }
      const there = await stat(path).catch(nullWhenMissing);
      // What was written to a renamed file before its writer turned to the new one is drained first.
      await drain(opened, sink);
      pollsWithout = there === null ? pollsWithout + 1 : 0;
      if (there === null ? pollsWithout < pollsUntilLetGo : there.ino === opened.inode) return;
      await opened.handle.close();
      sink.onRestart();
      opened = await openAt(path);
      if (opened !== null) await drain(opened, sink);
    },
    close: async () => opened?.handle.close(),
  };
}

function nullWhenMissing(error: unknown): null {
  if (error instanceof Error && "code" in error && error.code === "ENOENT") return null;
  throw error;
}

async function openAt(path: string): Promise<Opened | null> {
  const handle = await open(path).catch(nullWhenMissing);
  if (handle === null) return null;
  const { ino, size } = await handle.stat();
  return { handle, inode: ino, position: 0, fingerprint: await firstBytes(handle, size) };
}

/** Where the last line begins that may still be unfinished. */
async function lastLineStart(handle: FileHandle): Promise<number> {
  const { size } = await handle.stat();
  const block = Buffer.allocUnsafe(lookBackBytes);
  for (let end = size; end > 0;) {
    const start = Math.max(0, end - block.length);
    const { bytesRead } = await handle.read(block, 0, end - start, start);
    const feed = block.subarray(0, bytesRead).lastIndexOf(0x0a);
    if (feed >= 0) return start + feed + 1;
    end = start;
  }
  return 0;
}

async function firstBytes(handle: FileHandle, read: number): Promise<Buffer> {
  const bytes = Buffer.alloc(Math.min(fingerprintBytes, read));
  const { bytesRead } = await handle.read(bytes, 0, bytes.length, 0);
  return bytes.subarray(0, bytesRead);
}
