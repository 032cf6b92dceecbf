import { constants, crc32, zstdCompressSync, zstdDecompressSync } from "node:zlib";
import { isObject, type JsonValue } from "../../model/json.ts";
import type { KeyRange } from "./mesh-key.ts";

/** An event of the mesh as its segment's index keeps it. */
export interface MeshLine {
  /** See `meshKey`. */
  key: string;
  seq: number;
  /** stageTimestamp, ms since the epoch. */
  time: number;
  /** The event's canonical text. */
  text: string;
}

/** A stretch of lines that is read whole. */
export interface MeshBlock {
  offset: number;
  bytes: number;
  keys: KeyRange;
  /** Times of its lines, ms since the epoch. */
  from: number;
  to: number;
  /** The largest number in it. */
  lastSeq: number;
}

const magic = Buffer.from("MJX1");
/** Bytes at the end: the length of the list of blocks, its CRC-32, the magic. */
export const trailerBytes = 12;
/** An object's changes of a day lie in one or two blocks; one takes a fraction of a millisecond to unpack. */
const blockText = 64 * 1024;

const checked = { params: { [constants.ZSTD_c_checksumFlag]: 1 } };

/** The order of the lines in a file. */
export const compareMeshLines = (a: MeshLine, b: MeshLine): number => (a.key < b.key ? -1 : a.key > b.key ? 1 : a.seq - b.seq);

/**
 * A file of lines, given in `compareMeshLines` order, in parts that make up the file one after another: packed blocks of lines, each
 * line its number, time, key and event with tabs between; then the list of the blocks.
 */
export async function* meshLinesFile(lines: Iterable<MeshLine> | AsyncIterable<MeshLine>): AsyncGenerator<Buffer> {
  const blocks: MeshBlock[] = [];
  let offset = magic.length;
  yield magic;
  const packed = (held: readonly MeshLine[]): Buffer => {
    const text = held.map(({ seq, time, key, text }) => `${seq}\t${time}\t${JSON.stringify(key)}\t${text}\n`).join("");
    const block = zstdCompressSync(Buffer.from(text), checked);
    blocks.push({ offset, bytes: block.length, ...extentOf(held) });
    offset += block.length;
    return block;
  };
  let held: MeshLine[] = [];
  let length = 0;
  for await (const line of lines) {
    held.push(line);
    length += line.text.length;
    if (length < blockText) continue;
    yield packed(held);
    held = [];
    length = 0;
  }
  if (held.length > 0) yield packed(held);
  const list = zstdCompressSync(Buffer.from(JSON.stringify(blocks)));
  const trailer = Buffer.alloc(trailerBytes);
  trailer.writeUInt32LE(list.length, 0);
  trailer.writeUInt32LE(crc32(list), 4);
  magic.copy(trailer, 8);
  yield list;
  yield trailer;
}

const extentOf = (lines: readonly MeshLine[]): Omit<MeshBlock, "offset" | "bytes"> => {
  let [from, to, lastSeq] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 0];
  for (const { time, seq } of lines) {
    from = Math.min(from, time);
    to = Math.max(to, time);
    lastSeq = Math.max(lastSeq, seq);
  }
  return { keys: { from: lines[0]?.key ?? "", to: lines.at(-1)?.key ?? "" }, from, to, lastSeq };
};

/** How many bytes before the trailer hold the list of blocks; null when the file is none of these. */
export const listBytesOf = (trailer: Uint8Array): number | null => {
  const bytes = Buffer.from(trailer.buffer, trailer.byteOffset, trailer.byteLength);
  return bytes.length === trailerBytes && bytes.subarray(8).equals(magic) ? bytes.readUInt32LE(0) : null;
};

/** The list of blocks; null when it is damaged. */
export const blocksOf = (list: Uint8Array, trailer: Uint8Array): MeshBlock[] | null => {
  const bytes = Buffer.from(trailer.buffer, trailer.byteOffset, trailer.byteLength);
  if (crc32(list) !== bytes.readUInt32LE(4)) return null;
  try {
    const parsed = JSON.parse(zstdDecompressSync(list).toString()) as JsonValue;
    return Array.isArray(parsed) && parsed.every(isObject) ? (parsed as unknown as MeshBlock[]) : null;
  } catch {
    return null;
  }
};

/** The lines of a block; null when it is damaged. */
export const linesOf = (block: Uint8Array): MeshLine[] | null => {
  try {
    const lines: MeshLine[] = [];
    const text = zstdDecompressSync(block).toString();
    for (let start = 0; start < text.length;) {
      const end = text.indexOf("\n", start);
      const afterSeq = text.indexOf("\t", start);
      const afterTime = text.indexOf("\t", afterSeq + 1);
      const afterKey = text.indexOf("\t", afterTime + 1);
      lines.push({
        seq: Number(text.slice(start, afterSeq)),
        time: Number(text.slice(afterSeq + 1, afterTime)),
        key: JSON.parse(text.slice(afterTime + 1, afterKey)) as string,
        text: text.slice(afterKey + 1, end),
      });
      start = end + 1;
    }
    return lines;
  } catch {
    return null;
  }
};
