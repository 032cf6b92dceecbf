import { createZstdDecompress } from "node:zlib";
import { compressedFile } from "./compressed-file.ts";
import type { Source } from "./source.ts";

/** A Zstandard file, of one frame or several. */
export const zstdFile = (name: string, path: string, size: number): Source =>
  compressedFile(name, path, size, {
    compression: "zstd",
    decompressor: (chunkSize) => createZstdDecompress({ chunkSize }),
    endsWithMember: true,
  });
