import { openSpool, type Spool } from "./spool.ts";

/** Pieces of bytes put by to be read again, each by its number: the first in memory, the rest in a nameless temporary file. */
export interface HeldPieces {
  /** The piece's number: pieces are counted from 0. */
  add(piece: Uint8Array): number;
  /** A piece as it was put by. Throws RangeError for a number that was never given. */
  read(number: number): Buffer;
  /** How many bytes a piece has. */
  length(number: number): number;
  close(): void;
}

const defaultHeld = 32 * 1024 * 1024;
const chunkBytes = 1024 * 1024;

interface Place {
  /** null: in the spool. */
  chunk: Buffer | null;
  at: number;
  length: number;
}

/** Holds no piece yet, and up to `inMemory` bytes of them in memory. */
export function heldPieces(inMemory = defaultHeld): HeldPieces {
  const places: Place[] = [];
  let chunk: Buffer = Buffer.alloc(0);
  let used = 0;
  let held = 0;
  let spool: Spool | null = null;

  const place = (number: number): Place => {
    const found = places[number];
    if (found === undefined) throw new RangeError(`there is no piece ${number}`);
    return found;
  };

  const put = (piece: Uint8Array): Place => {
    if (held + piece.length > inMemory) {
      spool ??= openSpool();
      const at = spool.bytes;
      spool.appendAtOnce(piece);
      return { chunk: null, at, length: piece.length };
    }
    if (used + piece.length > chunk.length) {
      chunk = Buffer.allocUnsafeSlow(Math.max(chunkBytes, piece.length));
      used = 0;
    }
    chunk.set(piece, used);
    used += piece.length;
    held += piece.length;
    return { chunk, at: used - piece.length, length: piece.length };
  };

  return {
    add: (piece) => places.push(put(piece)) - 1,
    read(number) {
      const { chunk: from, at, length } = place(number);
      if (from !== null) return from.subarray(at, at + length);
      if (spool === null) throw new RangeError("the pieces were given up");
      return spool.readAtOnce(at, length);
    },
    length: (number) => place(number).length,
    close() {
      spool?.close();
      spool = null;
      places.length = 0;
    },
  };
}
