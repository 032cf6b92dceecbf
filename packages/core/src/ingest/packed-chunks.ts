import { beginsDocument, createDecoder } from "../decode/decoder.ts";
import { tooLong } from "../decode/piece.ts";
import type { Redaction } from "../store/write/packed-events.ts";
import { lineChunks, type LineChunk } from "./line-chunks.ts";
import { packLines, type PackedLines } from "./pack-lines.ts";
import type { PackThreads } from "./pack-threads.ts";
import { piecePacker, type PackedPieces, type RejectedPlace } from "./piece-packer.ts";

/** A stretch of an input, packed. */
export interface PackedChunk {
  pieces: PackedPieces;
  /** Bytes of the input up to its end. */
  end: number;
}

/** Events of about so many bytes are packed together. */
const chunkBytes = 1024 * 1024;

/** Packs an input's events, in order, in other threads where that is worth it. What `blocks` throws comes behind all before it. */
export async function* packedChunks(
  blocks: AsyncIterable<Uint8Array>,
  redaction: Redaction,
  threads: PackThreads | null,
): AsyncGenerator<PackedChunk> {
  const { isDocument, all } = await told(blocks);
  yield* isDocument ? packedHere(all, redaction) : packedLines(all, redaction, threads);
}

/** Whether an input is one of documents, and all of it. */
const told = async (blocks: AsyncIterable<Uint8Array>): Promise<{ isDocument: boolean; all: AsyncIterable<Uint8Array> }> => {
  const reading = blocks[Symbol.asyncIterator]();
  let head: Buffer = Buffer.alloc(0);
  let isDocument: boolean | null = null;
  let failure: { error: unknown } | null = null;
  let isDone = false;
  while (isDocument === null && !isDone && failure === null) {
    try {
      const { value, done } = await reading.next();
      isDone = done === true;
      if (!isDone) head = Buffer.concat([head, value as Uint8Array]);
    } catch (error) {
      failure = { error };
    }
    isDocument = beginsDocument(head);
  }
  const all = async function* (): AsyncGenerator<Uint8Array> {
    if (head.length > 0) yield head;
    if (failure !== null) throw failure.error;
    if (!isDone) yield* { [Symbol.asyncIterator]: () => reading };
  };
  return { isDocument: isDocument === true, all: all() };
};

/** Documents run over lines, and are decoded one after another. */
async function* packedHere(blocks: AsyncIterable<Uint8Array>, redaction: Redaction): AsyncGenerator<PackedChunk> {
  const packing = piecePacker(redaction);
  const decoder = createDecoder(packing.onPiece);
  let end = 0;
  let failure: { error: unknown } | null = null;
  try {
    for await (const block of blocks) {
      decoder.push(block);
      end += block.length;
      if (packing.bytes >= chunkBytes) yield { pieces: packing.take(), end };
    }
    decoder.end();
  } catch (error) {
    failure = { error };
  }
  yield { pieces: packing.take(), end };
  if (failure !== null) throw failure.error;
}

async function* packedLines(
  blocks: AsyncIterable<Uint8Array>,
  redaction: Redaction,
  threads: PackThreads | null,
): AsyncGenerator<PackedChunk> {
  const most = threads?.most ?? 0;
  const flying: { packed: Promise<PackedLines>; bytes: number }[] = [];
  let taken = 0;
  let end = 0;
  let lines = 0;
  const land = async function* (left: number): AsyncGenerator<PackedChunk> {
    for (let next = flying[0]; next !== undefined && flying.length > left; next = flying[0]) {
      const packed = await next.packed;
      flying.shift();
      const pieces = moved(packed.pieces, end, lines);
      end += next.bytes;
      lines += packed.lines;
      yield { pieces, end };
    }
  };
  const pack = (chunk: LineChunk): void => {
    const bytes = chunk.lines?.length ?? (chunk.lines === null ? chunk.bytes : 0);
    taken += bytes;
    const packed =
      chunk.lines === null
        ? Promise.resolve(overlong(chunk, redaction))
        : threads !== null && taken > threads.worthFrom
          ? threads.pack(chunk.lines)
          : Promise.resolve(packLines(chunk.lines, redaction));
    // Whoever waits for it is told.
    packed.catch(() => {});
    flying.push({ packed, bytes });
  };
  let failure: { error: unknown } | null = null;
  try {
    for await (const chunk of lineChunks(blocks, chunkBytes, threads?.room ?? ((bytes) => new ArrayBuffer(bytes)))) {
      pack(chunk);
      yield* land(most);
    }
  } catch (error) {
    failure = { error };
  }
  yield* land(0);
  if (failure !== null) throw failure.error;
}

/** A line that is rejected without being held. */
const overlong = ({ bytes, ended }: LineChunk & { lines: null }, redaction: Redaction): PackedLines => {
  const packing = piecePacker(redaction);
  packing.onPiece({ event: null, reason: tooLong, offset: 0, line: 1, bytes: ended ? bytes - 1 : bytes, ended }, Buffer.alloc(0));
  return { pieces: packing.take(), lines: ended ? 1 : 0 };
};

/** The places of rejections within an input rather than within a stretch of it. */
const moved = (pieces: PackedPieces, offset: number, lines: number): PackedPieces => {
  const moving = (place: RejectedPlace): RejectedPlace => ({ ...place, offset: place.offset + offset, line: place.line + lines });
  return {
    ...pieces,
    rejections: pieces.rejections.map(moving),
    torn: pieces.torn.map(moving),
    tornFrom: pieces.tornFrom === null ? null : pieces.tornFrom + offset,
  };
};
