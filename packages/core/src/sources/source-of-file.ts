import { gzipFile } from "./gzip-file.ts";
import { plainFile } from "./plain-file.ts";
import type { Compression, Source, SourceFile } from "./source.ts";
import { zstdFile } from "./zstd-file.ts";

const factories: { [compression in Compression]: (name: string, path: string, size: number) => Source } = {
  none: plainFile,
  gzip: gzipFile,
  zstd: zstdFile,
};

/** The source over a file, by how it is compressed. */
export const sourceOfFile = (name: string, file: SourceFile): Source => ({
  ...factories[file.compression](name, file.path, file.size),
  file,
});
