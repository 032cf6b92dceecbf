import { asBuffer } from "./bytes.ts";
import { decodeEntry } from "./decode-entry.ts";
import { unwrap } from "./envelopes/index.ts";
import type { Piece, RejectedPiece } from "./piece.ts";

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
  const { pieces, broken } = decodeEntry(unwrap(entry), false);
  // A piece that is the whole entry counts its envelope too; a list's entries stand where they stand in it.
  if (pieces === null) return shift(recover(entry, broken), start);
  const only = pieces.length === 1 ? pieces[0] : undefined;
  const inner = unwrap(entry);
  if (only !== undefined && only.offset === 0 && only.bytes === inner.length) return [{ ...only, offset: start, bytes: entry.length }];
  return shift(pieces, end - inner.length);
}

const shift = (pieces: Piece[], by: number): Piece[] =>
  by === 0 ? pieces : pieces.map((piece) => ({ ...piece, offset: piece.offset + by }));

/** Whole events glued to a torn one: from the last start backwards, each stretch that is an event by itself; the rest is rejected. */
function recover(entry: Buffer, broken: string): Piece[] {
  const found: Piece[] = [];
  let end = entry.length;
  let tries = 0;
  for (let at = lastStart(entry, end); at > 0 && tries < maxTries; at = lastStart(entry, at)) {
    tries++;
    const { pieces } = decodeEntry(entry.subarray(at, end), false);
    if (pieces === null || pieces.some((piece) => piece.event === null)) continue;
    found.unshift(...shift(pieces, at));
    end = at;
  }
  if (found.length === 0) return [rejected(entry.length, broken)];
  const head = decodeEntry(entry.subarray(0, end), false);
  return [...(head.pieces ?? [rejected(end, "torn: the next event begins before this one ends")]), ...found];
}

const rejected = (bytes: number, reason: string): RejectedPiece => ({ offset: 0, bytes, event: null, reason });

/** Where the last event begins before `end`; -1 when none does. */
function lastStart(entry: Buffer, end: number): number {
  if (end <= 0) return -1;
  return Math.max(...eventStarts.map((start) => entry.lastIndexOf(start, end - 1)));
}
