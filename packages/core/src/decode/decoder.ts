import { asBuffer } from "./bytes.ts";
import { decodedOrRejected } from "./decode-entry.ts";
import { decodeLine } from "./decode-line.ts";
import { documentSplitter } from "./document-splitter.ts";
import { lineSplitter } from "./line-splitter.ts";
import { tooLong, type Piece } from "./piece.ts";

/** A piece with its place in the whole input. */
export type PlacedPiece = Piece & {
  /** 1-based line of its first byte. */
  line: number;
  /** False for the input's last line when no line end follows: its writer may still be at it. */
  ended: boolean;
};

/** Receives each piece, in order. `raw` holds its bytes (none of a piece that was too long to hold) and is only valid during the call. */
export type OnPiece = (piece: PlacedPiece, raw: Uint8Array) => void;

/** Takes an input block by block, in order. */
export interface Decoder {
  push(block: Uint8Array): void;
  end(): void;
}

/** How many bytes of the first line tell JSON lines from documents that run over lines. */
const headBytes = 4096;

/**
 * Whether an input that begins so is JSON that runs over lines: `jq .`, `kubectl get -o json`, an EventList saved from a webhook.
 * null when there is too little of it to tell.
 */
export function beginsDocument(head: Uint8Array): boolean | null {
  const text = asBuffer(head).toString("latin1", 0, headBytes);
  const start = text.replace(/^\xef\xbb\xbf/, "").trimStart();
  if (start.startsWith("[")) return true;
  if (start !== "" && !start.startsWith("{")) return false;
  const end = start.indexOf("\n");
  if (end < 0) return head.length >= headBytes ? false : null;
  const line = start.slice(0, end).trimEnd();
  return line === "{" || line.endsWith("[");
}

/**
 * Decodes a whole input, one line or document after another, holding no more than one of them. Every byte is accounted for, see
 * `Piece`. Blocks may be cut anywhere.
 */
export function createDecoder(onPiece: OnPiece): Decoder {
  let head: Buffer = Buffer.alloc(0);
  let inner: Decoder | null = null;

  const begin = (block: Buffer, documents: boolean): void => {
    inner = documents ? documentDecoder(onPiece) : lineDecoder(onPiece);
    inner.push(block);
  };

  return {
    push(bytes) {
      const block = asBuffer(bytes);
      if (inner !== null) return inner.push(block);
      head = head.length === 0 ? block : Buffer.concat([head, block]);
      const documents = beginsDocument(head);
      if (documents !== null) begin(head, documents);
      // The caller may use its block again.
      else if (head === block) head = Buffer.from(block);
    },
    end() {
      if (inner === null && head.length > 0) begin(head, false);
      inner?.end();
    },
  };
}

/**
 * Decodes an input, or whole lines out of one, of one entry a line. `takes` is offered each line first, and says whether it needs none of
 * that.
 */
export function lineDecoder(onPiece: OnPiece, takes: (line: Uint8Array) => boolean = () => false): Decoder & { readonly line: number } {
  const splitter = lineSplitter({
    onLine(bytes, offset, line, ended) {
      if (takes(bytes)) return;
      for (const piece of decodeLine(bytes)) {
        onPiece({ ...piece, offset: offset + piece.offset, line, ended }, bytes.subarray(piece.offset, piece.offset + piece.bytes));
      }
    },
    onTooLong(offset, bytes, line, ended) {
      onPiece({ offset, bytes, line, ended, event: null, reason: tooLong }, Buffer.alloc(0));
    },
  });
  return {
    /** The number of the line that comes next. */
    get line() {
      return splitter.line;
    },
    push: (block) => splitter.push(asBuffer(block)),
    end: () => splitter.end(),
  };
}

function documentDecoder(onPiece: OnPiece): Decoder {
  const splitter = documentSplitter({
    onEntry(bytes, offset, line, listed) {
      for (const piece of decodedOrRejected(bytes, listed)) {
        onPiece({ ...piece, offset: offset + piece.offset, line, ended: true }, bytes.subarray(piece.offset, piece.offset + piece.bytes));
      }
    },
    onRejected: (offset, bytes, line, reason) => onPiece({ offset, bytes, line, ended: true, event: null, reason }, Buffer.alloc(0)),
  });
  return { push: (block) => splitter.push(asBuffer(block)), end: () => splitter.end() };
}
