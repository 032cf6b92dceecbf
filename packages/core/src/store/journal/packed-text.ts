import { promisify } from "node:util";
import { constants, zstdCompress, zstdCompressSync, zstdDecompress, zstdDecompressSync } from "node:zlib";

const compress = promisify(zstdCompress);
const decompress = promisify(zstdDecompress);

const fastest = { [constants.ZSTD_c_compressionLevel]: 1 };
/** Below this, handing the work to another thread takes longer than the work. */
const small = 16 * 1024;

/** Packs a text on another thread; a short one at once. */
export const pack = (text: Uint8Array): Promise<Buffer> =>
  text.length < small
    ? Promise.resolve(zstdCompressSync(text, { params: fastest }))
    : compress(text, { params: fastest, chunkSize: 64 * 1024 });

/** The text that was packed. */
export const unpack = (packed: Uint8Array): Promise<Buffer> =>
  packed.length < small / 4 ? Promise.resolve(zstdDecompressSync(packed)) : decompress(packed, { chunkSize: 1024 * 1024 });
