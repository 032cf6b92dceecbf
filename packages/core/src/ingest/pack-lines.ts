import { lineDecoder } from "../decode/decoder.ts";
import type { Redaction } from "../store/write/packed-events.ts";
import { piecePacker, type PackedPieces } from "./piece-packer.ts";

/** Packed lines, and how many ends of lines were in them. */
export interface PackedLines {
  pieces: PackedPieces;
  lines: number;
}

/** Packs whole lines of an input. `room`: memory that their texts may go into. */
export const packLines = (bytes: Uint8Array, redaction: Redaction, room?: ArrayBuffer): PackedLines => {
  const packing = piecePacker(redaction, room);
  const decoder = lineDecoder(packing.onPiece, packing.addUsual);
  decoder.push(bytes);
  const lines = decoder.line - 1;
  decoder.end();
  return { pieces: packing.take(), lines };
};
