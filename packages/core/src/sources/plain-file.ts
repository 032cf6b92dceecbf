import { open } from "node:fs/promises";
import { MeshauditError } from "../model/error.ts";
import type { Source } from "./source.ts";
import { unreadable } from "./unreadable.ts";

const blockBytes = 256 * 1024;

/** An uncompressed log, live or rotated. `size` is its length when it was opened: a file that ends before it was cut meanwhile. */
export function plainFile(name: string, path: string, size: number): Source {
  return {
    name,
    supports: { seek: true, follow: true },
    file: { path, compression: "none", size, documents: false },
    index: null,
    async *blocks(signal) {
      const handle = await open(path).catch((error: unknown) => {
        throw unreadable(name, error);
      });
      try {
        const buffer = Buffer.allocUnsafe(Math.max(1, Math.min(blockBytes, size + 1)));
        let offset = 0;
        for (;;) {
          signal?.throwIfAborted();
          const { bytesRead } = await handle.read(buffer, 0, buffer.length, offset).catch((error: unknown) => {
            throw unreadable(name, error);
          });
          if (bytesRead === 0) break;
          offset += bytesRead;
          yield buffer.subarray(0, bytesRead);
        }
        if (offset < size) throw shrunk(name);
      } finally {
        await handle.close();
      }
    },
  };
}

/** A file that became shorter while it was read. */
export const shrunk = (name: string): MeshauditError =>
  new MeshauditError("source-unreadable", `${name} became shorter while it was read`, { hint: "it was rotated or cut: ask again" });
