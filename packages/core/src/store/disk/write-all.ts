import { diskError } from "./disk-error.ts";

/** What of an open file is needed to write to it; a `FileHandle` is one. */
export interface Writable {
  write(bytes: Uint8Array, offset: number, length: number, position: number): Promise<{ bytesWritten: number }>;
}

/** Writes all bytes at a position: a kernel may take fewer than it is given, and takes no more than 2 GiB at once. */
export const writeAll = async (file: Writable, bytes: Uint8Array, position: number, path: string): Promise<void> => {
  for (let written = 0; written < bytes.length;) {
    const { bytesWritten } = await file.write(bytes, written, bytes.length - written, position + written);
    if (bytesWritten === 0) throw diskError("EIO", "write took nothing of", path);
    written += bytesWritten;
  }
};
