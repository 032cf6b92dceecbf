import { createReadStream } from "node:fs";
import { pipeline, type Transform } from "node:stream";
import type { Compression, Source } from "./source.ts";
import { unreadable } from "./unreadable.ts";

/** A decompressor of node:zlib: `bytesWritten` is how much of its input it has used up, by whole writes when it failed. */
export type Decompressor = Transform & { bytesWritten: number };

export interface CompressedFormat {
  compression: Compression;
  /** A decompressor that gives its output on in chunks of up to so many bytes. */
  decompressor(chunkBytes: number): Decompressor;
  /** True when a decompressor ends with its first member (frame), though more may follow. */
  endsWithMember: boolean;
}

const readBytes = 512 * 1024;
const chunkBytes = 2 * 1024 * 1024;

/** A source over a compressed file. */
export function compressedFile(name: string, path: string, size: number, format: CompressedFormat): Source {
  return {
    name,
    supports: { seek: false, follow: false },
    file: { path, compression: format.compression, size, documents: false },
    index: null,
    async *blocks(signal) {
      for (let start = 0; start < size;) {
        const output = format.decompressor(chunkBytes);
        let given = 0;
        try {
          for await (const chunk of decompress(slices(path, start, size, readBytes), output)) {
            signal?.throwIfAborted();
            given += chunk.length;
            yield chunk;
          }
        } catch (error) {
          signal?.throwIfAborted();
          if (!isCutShort(error)) yield* salvage(path, start, start + output.bytesWritten, given, format);
          throw unreadable(name, error);
        }
        if (!format.endsWithMember || output.bytesWritten === 0) return;
        start += output.bytesWritten;
      }
    },
  };
}

/** A member that merely ends too early has given all there is. */
const isCutShort = (error: unknown): boolean => error instanceof Error && "code" in error && error.code === "Z_BUF_ERROR";

async function* decompress(input: AsyncIterable<Buffer>, output: Decompressor): AsyncIterable<Buffer> {
  // Errors surface where the output is read.
  pipeline(input, output, () => {});
  try {
    for await (const chunk of output as AsyncIterable<Buffer>) yield chunk;
  } finally {
    output.destroy();
  }
}

/** A part of a file in slices of up to so many bytes. */
async function* slices(path: string, start: number, end: number, bytes: number): AsyncIterable<Buffer> {
  if (start >= end) return;
  for await (const block of createReadStream(path, { start, end: end - 1, highWaterMark: readBytes }) as AsyncIterable<Buffer>) {
    for (let at = 0; at < block.length; at += bytes) yield block.subarray(at, at + bytes);
  }
}

/**
 * What a damaged member gives beyond its first `skip` bytes, up to the damage. A decompressor gives nothing of the write in which it
 * fails, so the writes from `safe` on are made smaller and smaller.
 */
async function* salvage(path: string, start: number, safe: number, skip: number, format: CompressedFormat): AsyncIterable<Buffer> {
  let good = safe;
  let wrong = readBytes;
  let given = skip;
  for (const bytes of [4096, 1]) {
    const output = format.decompressor(chunkBytes);
    const input = async function* () {
      yield* slices(path, start, good, readBytes);
      yield* slices(path, good, good + wrong, bytes);
    };
    let left = given;
    try {
      for await (const chunk of decompress(input(), output)) {
        if (chunk.length > left) {
          given += chunk.length - left;
          yield chunk.subarray(left);
        }
        left = Math.max(0, left - chunk.length);
      }
    } catch {
      // The damage is the caller's to report.
    }
    good = start + output.bytesWritten;
    wrong = bytes;
  }
}
