import { asBuffer } from "../decode/bytes.ts";
import { maxPieceBytes } from "../decode/piece.ts";

/** A stretch of an input: whole lines, of which only the input's last may lack its end; or one line that is too long to be held. */
export type LineChunk = { lines: Buffer<ArrayBuffer> } | { lines: null; bytes: number; ended: boolean };

const lineFeed = 0x0a;

/** Cuts an input between lines, into stretches of about so many bytes, each in `room` of its own. Holds one of them, or one line. */
export async function* lineChunks(
  blocks: AsyncIterable<Uint8Array>,
  chunkBytes: number,
  room: (bytes: number) => ArrayBuffer,
): AsyncGenerator<LineChunk> {
  let held: Buffer[] = [];
  let heldBytes = 0;
  /** Bytes of a line that were not held. */
  let skipped = 0;
  const hold = (bytes: Buffer): void => {
    if (bytes.length > 0) held.push(Buffer.from(bytes));
    heldBytes += bytes.length;
  };
  const take = (last: Buffer): LineChunk & { lines: Buffer<ArrayBuffer> } => {
    const bytes = heldBytes + last.length;
    const lines = Buffer.from(room(bytes), 0, bytes);
    let at = 0;
    for (const part of [...held, last]) at += part.copy(lines, at);
    held = [];
    heldBytes = 0;
    return { lines };
  };
  const cut = function* (bytes: Uint8Array): Generator<LineChunk> {
    let block = asBuffer(bytes);
    if (skipped > 0) {
      const end = block.indexOf(lineFeed);
      skipped += end === -1 ? block.length : end + 1;
      if (end === -1) return;
      yield { lines: null, bytes: skipped, ended: true };
      skipped = 0;
      block = block.subarray(end + 1);
    }
    // Once so much is held, all of it is one line.
    const end = heldBytes + block.length < chunkBytes ? -1 : block.lastIndexOf(lineFeed);
    if (end === -1) hold(block);
    else {
      yield take(block.subarray(0, end + 1));
      hold(block.subarray(end + 1));
    }
    if (heldBytes <= maxPieceBytes) return;
    skipped = heldBytes;
    held = [];
    heldBytes = 0;
  };
  try {
    for await (const bytes of blocks) yield* cut(bytes);
  } catch (error) {
    // What came before it stands: the whole lines of what is held.
    const end = Buffer.concat(held).lastIndexOf(lineFeed) + 1;
    if (end > 0) yield { lines: Buffer.from(Buffer.concat(held).subarray(0, end)) };
    throw error;
  }
  if (skipped > 0) yield { lines: null, bytes: skipped, ended: false };
  else if (heldBytes > 0) yield take(Buffer.alloc(0));
}
