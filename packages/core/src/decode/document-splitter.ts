import { maxPieceBytes, tooLong } from "./piece.ts";

/** What a splitter finds. The bytes of an entry are only valid during the call. */
export interface DocumentSink {
  /** One JSON value: a document, or (`listed`) an entry of its `items` or of a list. `line` is 1-based. */
  onEntry(bytes: Buffer, offset: number, line: number, listed: boolean): void;
  onRejected(offset: number, bytes: number, line: number, reason: string): void;
}

export interface DocumentSplitter {
  push(block: Buffer): void;
  /** The input ends here: what is still open is rejected. */
  end(): void;
}

type Mode =
  /** Between documents. */
  | "outside"
  /** Bytes that begin no document, up to the end of their line. */
  | "garbage"
  /** In a document that may still turn out to be a list. */
  | "document"
  /** Between the entries of a list. */
  | "list"
  /** In an entry of a list. */
  | "entry"
  /** After a document's `items`, up to its end: its other fields are no events. */
  | "tail";

const quote = 0x22;
const isOpening = (byte: number): boolean => byte === 0x7b || byte === 0x5b;
const isClosing = (byte: number): boolean => byte === 0x7d || byte === 0x5d;
const isSpace = (byte: number): boolean => byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09;
const newline = 0x0a;
const byteOrderMark = [0xef, 0xbb, 0xbf];
const items = Buffer.from('"items"');

/**
 * Splits JSON that runs over lines into its events, in one pass and without building the whole: documents one after another, the
 * `items` of each, the entries of top-level lists. An entry of over 64 MiB is rejected and not held.
 */
export function documentSplitter(sink: DocumentSink): DocumentSplitter {
  let mode: Mode = "outside";
  let depth = 0;
  let listDepth = 0;
  let inString = false;
  let escaped = false;
  /** Offset of the block's first byte. */
  let base = 0;
  /** Offset of the first byte of what is held. */
  let from = 0;
  let fromLine = 1;
  let line = 1;
  let held: Buffer[] = [];
  let heldBytes = 0;
  let overlong = false;
  /** How many bytes of `"items"` the current string at depth 1 has matched; -1 when it is another. */
  let matched = -1;
  let itemsNext = false;

  const hold = (bytes: Buffer, copy: boolean): void => {
    if (overlong) return;
    heldBytes += bytes.length;
    if (heldBytes > maxPieceBytes) {
      overlong = true;
      held = [];
    } else held.push(copy ? Buffer.from(bytes) : bytes);
  };
  const drop = (): void => {
    held = [];
    heldBytes = 0;
    overlong = false;
  };
  /** Ends what is held before block index `end`. */
  const take = (block: Buffer, end: number, listed: boolean, broken: string | null): void => {
    hold(block.subarray(Math.max(0, from - base), end), false);
    const length = base + end - from;
    if (overlong) sink.onRejected(from, length, fromLine, tooLong);
    else if (broken !== null) sink.onRejected(from, length, fromLine, broken);
    else sink.onEntry(held.length === 1 && held[0] !== undefined ? held[0] : Buffer.concat(held), from, fromLine, listed);
    drop();
  };

  const begin = (at: number): void => {
    from = base + at;
    fromLine = line;
  };

  /** Reads on in a string; the index of its end, or of the block's. */
  const string = (block: Buffer, start: number): number => {
    let at = start;
    for (; at < block.length; at++) {
      const byte = block[at];
      if (byte === newline) line++;
      if (matched >= 0) matched = byte === items[matched] ? matched + 1 : -1;
      if (escaped) escaped = false;
      else if (byte === 0x5c) escaped = true;
      else if (byte === quote) {
        inString = false;
        itemsNext = matched === items.length;
        matched = -1;
        return at;
      }
    }
    return at;
  };

  /** Between entries: true when another one begins here; the list may also end. */
  const between = (byte: number, at: number): boolean => {
    if (isClosing(byte)) {
      depth = listDepth - 1;
      mode = depth === 0 ? "outside" : "tail";
      return false;
    }
    if (isSpace(byte) || byte === 0x2c) return false;
    mode = "entry";
    begin(at);
    return true;
  };

  const push = (block: Buffer): void => {
    for (let at = 0; at < block.length; at++) {
      if (inString) {
        at = string(block, at);
        continue;
      }
      const byte = block[at] ?? 0;
      if (byte === newline) line++;
      if (mode === "outside") {
        if (isSpace(byte) || (base + at < 3 && byteOrderMark[base + at] === byte)) continue;
        begin(at);
        if (byte === 0x5b) {
          mode = "list";
          depth = listDepth = 1;
          continue;
        }
        mode = byte === 0x7b ? "document" : "garbage";
      } else if (mode === "list" && !between(byte, at)) continue;
      if (mode === "garbage") {
        if (byte !== newline) continue;
        take(block, at, false, "not JSON");
        mode = "outside";
      } else if (mode === "entry" && depth === listDepth && (byte === 0x2c || isClosing(byte))) {
        // A bare value, or what follows an entry without a comma.
        take(block, at, true, null);
        mode = "list";
        between(byte, at);
      } else if (byte === quote) {
        inString = true;
        escaped = false;
        matched = mode === "document" && depth === 1 ? 1 : -1;
        itemsNext = false;
      } else if (isOpening(byte)) {
        depth++;
        if (itemsNext && byte === 0x5b && mode === "document" && depth === 2) {
          drop();
          mode = "list";
          listDepth = depth;
        }
        itemsNext = false;
      } else if (isClosing(byte)) {
        depth--;
        if (mode === "entry" && depth === listDepth) {
          take(block, at + 1, true, null);
          mode = "list";
        } else if (depth === 0) {
          if (mode === "document") take(block, at + 1, false, null);
          mode = "outside";
        }
      } else if (!isSpace(byte) && byte !== 0x3a) itemsNext = false;
    }
    if (mode === "document" || mode === "entry" || mode === "garbage") hold(block.subarray(Math.max(0, from - base)), true);
    base += block.length;
  };

  return {
    push,
    end() {
      if (mode === "document" || mode === "entry" || mode === "garbage") {
        take(Buffer.alloc(0), 0, false, mode === "garbage" ? "not JSON" : "cut short at the end of the input");
      }
      mode = "outside";
    },
  };
}
