import { glanceTime } from "./line-glance.ts";
import type { LineSearch } from "./line-search.ts";
import { maxPieceBytes } from "./piece.ts";

/** What a scanner finds. The bytes of a line are only valid during the call. */
export interface ScanSink {
  /** A line that the search is for. `ended` is false for an input's last line without a line end. */
  onLine(line: Buffer, offset: number, ended: boolean): void;
  /** A line of over 64 MiB, which was not held. */
  onTooLong(offset: number, bytes: number): void;
  /** The stageTimestamp of some event of each block. */
  onTime(time: string): void;
}

export interface LineScanner {
  push(block: Buffer): void;
  end(): void;
}

const lineFeed = 0x0a;

/**
 * Picks the lines that a search is for out of a stream of blocks, cut anywhere, without splitting the others. `offset` is that of the
 * first byte, which begins a line.
 */
export function lineScanner(search: LineSearch, offset: number, sink: ScanSink): LineScanner {
  /** The line that the last block left unfinished. */
  let held: Buffer[] = [];
  let heldBytes = 0;
  let base = offset;

  const hold = (bytes: Buffer): void => {
    heldBytes += bytes.length;
    if (heldBytes > maxPieceBytes) held = [];
    // The caller may use its block again.
    else if (bytes.length > 0) held.push(Buffer.from(bytes));
  };
  const finishHeld = (ended: boolean): void => {
    const start = base - heldBytes;
    if (heldBytes > maxPieceBytes) sink.onTooLong(start, heldBytes);
    else {
      const line = Buffer.concat(held);
      search(line, (from, to) => sink.onLine(line.subarray(from, to), start + from, ended));
    }
    held = [];
    heldBytes = 0;
  };
  const noteTime = (line: Buffer): void => {
    const time = glanceTime(line);
    if (time !== null) sink.onTime(time);
  };

  return {
    push(block) {
      let start = 0;
      if (heldBytes > 0) {
        const feed = block.indexOf(lineFeed);
        hold(feed < 0 ? block : block.subarray(0, feed));
        base += feed < 0 ? block.length : feed;
        if (feed < 0) return;
        finishHeld(true);
        base++;
        start = feed + 1;
      }
      const end = block.lastIndexOf(lineFeed) + 1;
      if (end > start) {
        const lines = block.subarray(start, end);
        const from = base;
        search(lines, (first, last) => sink.onLine(lines.subarray(first, last), from + first, true));
        noteTime(lines.subarray(0, lines.indexOf(lineFeed)));
        noteTime(lines);
      }
      base += block.length - start;
      hold(block.subarray(Math.max(start, end)));
    },
    end() {
      if (heldBytes > 0) finishHeld(false);
    },
  };
}
