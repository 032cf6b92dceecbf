import { asBuffer } from "./bytes.ts";
import { decodeEntry, type Decoded } from "./decode-entry.ts";
import { unwrap } from "./envelopes/index.ts";
import type { Piece } from "./piece.ts";

/** How the API server begins an event, and how one looks with its keys sorted. A quote inside a string is escaped and so never matches. */
const eventStarts = [Buffer.from('{"kind":"Event","apiVersion":"audit.k8s.io/'), Buffer.from('{"apiVersion":"audit.k8s.io/')];

/** How often a torn line is tried for a whole event in it, so that a hostile line costs no more than a few reads of itself. */
const maxTries = 16;

const isBlank = (byte: number | undefined): boolean => byte === 0x20 || byte === 0x09 || byte === 0x0d || byte === 0x0a;

/**
 * Decodes one line without its line end: an event, an EventList, either in a known envelope; a torn line with later events glued
 * on gives back the whole ones. A blank line has no pieces. Offsets count from the start of the line.
 */
export function decodeLine(bytes: Uint8Array): Piece[] {
  const line = asBuffer(bytes);
  let start = 0;
  let end = line.length;
  if (line[0] === 0xef && line[1] === 0xbb && line[2] === 0xbf) start = 3;
  while (start < end && isBlank(line[start])) start++;
  while (end > start && isBlank(line[end - 1])) end--;
  if (start === end) return [];

  const entry = line.subarray(start, end);
  const { pieces, broken } = decodeWrapped(entry);
  return shift(pieces ?? recover(entry, broken), start);
}

const shift = (pieces: Piece[], by: number): Piece[] =>
  by === 0 ? pieces : pieces.map((piece) => ({ ...piece, offset: piece.offset + by }));

/** As `decodeEntry`, out of a known envelope, which counts to the piece when there is but one. */
function decodeWrapped(entry: Buffer): Decoded {
  const inner = unwrap(entry);
  const decoded = decodeEntry(inner, false);
  if (decoded.pieces === null || inner.length === entry.length) return decoded;
  const [only, ...others] = decoded.pieces;
  const whole = only !== undefined && others.length === 0 && only.bytes === inner.length;
  return { pieces: whole ? [{ ...only, bytes: entry.length }] : shift(decoded.pieces, entry.length - inner.length), broken: null };
}

/**
 * The whole events in a line that is broken: stretches from one start to another, or to the end, that are events by themselves. An
 * event embedded in another's body never is, as something follows it.
 */
function recover(entry: Buffer, broken: string): Piece[] {
  const found: Piece[] = [];
  let rejectedTo = entry.length;
  const rejectFrom = (start: number): void => {
    if (start === rejectedTo) return;
    const reason = rejectedTo === entry.length ? broken : "torn: the next event begins before this one ends";
    found.unshift({ offset: start, bytes: rejectedTo - start, event: null, reason });
  };
  const budget = { tries: maxTries };
  for (let end = entry.length; end > 0 && budget.tries > 0;) {
    const whole = wholeBefore(entry, end, budget);
    if (whole !== null) {
      rejectFrom(end);
      found.unshift(...shift(whole.events, whole.start));
      rejectedTo = whole.start;
    }
    end = whole?.start ?? lastStart(entry, end);
  }
  rejectFrom(0);
  return found;
}

/** The shortest stretch that ends at `end` and is whole events; null when none is. */
function wholeBefore(entry: Buffer, end: number, budget: { tries: number }): { start: number; events: Piece[] } | null {
  for (let start = end; start > 0 && budget.tries > 0; budget.tries--) {
    start = lastStart(entry, start);
    const { pieces } = decodeWrapped(entry.subarray(start, end));
    if (pieces?.every((piece) => piece.event !== null) === true) return { start, events: pieces };
  }
  return null;
}

/** Where the last event begins before `end`; the line's start when none does. */
const lastStart = (entry: Buffer, end: number): number => Math.max(0, ...eventStarts.map((start) => entry.lastIndexOf(start, end - 1)));
