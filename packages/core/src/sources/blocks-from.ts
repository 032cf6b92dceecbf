import { open } from "node:fs/promises";
import { isCuttable } from "./scan-task.ts";
import type { Source } from "./source.ts";
import { unreadable } from "./unreadable.ts";

const blockBytes = 1024 * 1024;

/** A source's bytes from a position on, decompressed. Those of a plain file before it are not read. As `Source.blocks` otherwise. */
export async function* blocksFrom(source: Source, position: number, signal?: AbortSignal): AsyncGenerator<Uint8Array> {
  if (position > 0 && source.file !== null && isCuttable(source.file)) {
    yield* plainBlocksFrom(source.name, source.file.path, position, signal);
    return;
  }
  let skip = position;
  for await (const block of source.blocks(signal)) {
    if (block.length > skip) yield skip === 0 ? block : block.subarray(skip);
    skip = Math.max(0, skip - block.length);
  }
}

async function* plainBlocksFrom(name: string, path: string, position: number, signal?: AbortSignal): AsyncGenerator<Uint8Array> {
  const handle = await open(path).catch((error: unknown) => {
    throw unreadable(name, error);
  });
  try {
    const block = Buffer.allocUnsafe(blockBytes);
    for (let at = position; ;) {
      signal?.throwIfAborted();
      const { bytesRead } = await handle.read(block, 0, block.length, at).catch((error: unknown) => {
        throw unreadable(name, error);
      });
      if (bytesRead === 0) return;
      at += bytesRead;
      yield block.subarray(0, bytesRead);
    }
  } finally {
    await handle.close();
  }
}
