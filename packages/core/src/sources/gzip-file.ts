import { createGunzip } from "node:zlib";
import { compressedFile } from "./compressed-file.ts";
import type { Source } from "./source.ts";

/** A gzip file, of one member or several, as a rotated log is. */
export const gzipFile = (name: string, path: string, size: number): Source =>
  compressedFile(name, path, size, {
    compression: "gzip",
    decompressor: (chunkSize) => createGunzip({ chunkSize }),
    endsWithMember: false,
  });
