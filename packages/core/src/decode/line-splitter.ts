import { maxPieceBytes } from "./piece.ts";

/** What a splitter finds. The bytes of a line are only valid during the call. */
export interface LineSink {
  /** A line without its line feed. `ended` is false for a last line without one. Numbers are 1-based. */
  onLine(bytes: Buffer, offset: number, line: number, ended: boolean): void;
  /** A line of over 64 MiB, which was not held. */
  onTooLong(offset: number, bytes: number, line: number, ended: boolean): void;
}

export interface LineSplitter {
  /** The number of the line that comes next. */
  readonly line: number;
  push(block: Buffer): void;
  end(): void;
}

const lineFeed = 0x0a;

/** Splits blocks, cut anywhere, into lines; holds at most one unfinished line. */
export function lineSplitter(sink: LineSink): LineSplitter {
  let offset = 0;
  let line = 1;
  let held: Buffer[] = [];
  let heldBytes = 0;

  const finish = (last: Buffer, ended: boolean): void => {
    const bytes = heldBytes + last.length;
    if (bytes > maxPieceBytes) sink.onTooLong(offset, bytes, line, ended);
    else if (bytes > 0) sink.onLine(held.length === 0 ? last : Buffer.concat([...held, last]), offset, line, ended);
    offset += bytes + 1;
    line++;
    held = [];
    heldBytes = 0;
  };

  return {
    get line() {
      return line;
    },
    push(block) {
      let start = 0;
      for (let end = block.indexOf(lineFeed); end >= 0; end = block.indexOf(lineFeed, start)) {
        finish(block.subarray(start, end), true);
        start = end + 1;
      }
      if (start === block.length) return;
      heldBytes += block.length - start;
      if (heldBytes > maxPieceBytes) held = [];
      // The caller may use its block again.
      else held.push(Buffer.from(block.subarray(start)));
    },
    end() {
      if (heldBytes > 0) finish(Buffer.alloc(0), false);
    },
  };
}
