import { closeSync, fstatSync, openSync, readSync } from "node:fs";
import { maxPieceBytes } from "../decode/piece.ts";

const lineFeed = 0x0a;

/** Fits the second-level cache. */
const blockBytes = 256 * 1024;

/** Whole lines of a file, and where they begin in it. Valid until the next are asked for. */
export interface LinesAt {
  lines: Buffer;
  offset: number;
}

/**
 * The lines of a plain file from its end, or from a byte in it (a line cut there is given as it is cut), to its start, block by
 * block; within a block they stand in their order. A line of over 64 MiB is left out.
 */
export function* linesBackwards(path: string, from = Number.POSITIVE_INFINITY): Generator<LinesAt> {
  const handle = openSync(path, "r");
  try {
    /** Where what was given so far begins: always the start of a line. */
    let end = Math.min(fstatSync(handle).size, from);
    let length = blockBytes;
    let block = Buffer.allocUnsafeSlow(length);
    while (end > 0) {
      const start = Math.max(0, end - length);
      const bytes = readSync(handle, block, 0, end - start, start);
      const first = start === 0 ? 0 : block.subarray(0, bytes).indexOf(lineFeed) + 1;
      if (start > 0 && (first === 0 || first === bytes)) {
        // One line fills the block.
        if (length > maxPieceBytes) {
          end = lineStartBefore(handle, start, block);
          length = blockBytes;
        } else length *= 2;
        block = Buffer.allocUnsafeSlow(length);
        continue;
      }
      yield { lines: block.subarray(first, bytes), offset: start + first };
      end = start + first;
    }
  } finally {
    closeSync(handle);
  }
}

/** Where the line begins that the byte at `position` is in. */
function lineStartBefore(handle: number, position: number, block: Buffer): number {
  for (let end = position; end > 0;) {
    const start = Math.max(0, end - block.length);
    const bytes = readSync(handle, block, 0, end - start, start);
    const feed = block.subarray(0, bytes).lastIndexOf(lineFeed);
    if (feed >= 0) return start + feed + 1;
    end = start;
  }
  return 0;
}
