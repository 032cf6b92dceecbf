import { createHash } from "node:crypto";
import { MeshauditError } from "../../model/error.ts";
import { packNumbers, packedBytes, packedNumbers, unpackNumbers } from "./packed-numbers.ts";

/**
 * Tells hashes that a segment surely lacks from those that it may hold, by the first 32 bits of each hash in it. A Bloom filter would do
 * with less where nothing else is asked, but of these, other than of its bits, several can be joined into one that is as good as one
 * made of all hashes: compaction needs no event for it. With a million events it takes 14 bits an event and is wrong for one in 4,300
 * hashes; with 100,000, 18 bits and one in 43,000; with 20 million, 10 bits and one in 215.
 */
export interface Filter {
  /** Of the hash that begins at a place in some bytes. False: it does not. True: look into the segment. Hashes are evenly spread, as those of SHA-256 are. */
  mayHold(hashes: Uint8Array, at?: number): boolean;
  /** Memory that it takes. */
  readonly bytes: number;
}

/** A file is: these letters, how many numbers there are, the numbers, and the beginning of a SHA-256 of all that. */
const magic = Buffer.from("MJF1");
const headBytes = magic.length + 4;
const sumBytes = 16;

/** The bytes of a filter's file. */
export const buildFilter = (hashes: readonly Uint8Array[]): Uint8Array => filterOf(Uint32Array.from(hashes, (hash) => prefixOf(hash, 0)));

/** As `buildFilter`, of hashes of which no more was kept than `prefixOf` gives. The numbers are sorted where they are. */
export const filterOf = (prefixes: Uint32Array): Uint8Array => fileOf(prefixes);

/** The file of one filter for all that several hold, from their files. Throws MeshauditError `store-damaged`. */
export const joinFilters = (files: readonly Uint8Array[]): Uint8Array => {
  const parts = files.map((file) => {
    const { packed, count } = partsOf(file);
    return unpackNumbers(packed, count);
  });
  const all = new Uint32Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return fileOf(all);
};

/** A filter from its file. Throws MeshauditError `store-damaged`: then it is to be built anew from the segment. */
export const readFilter = (file: Uint8Array): Filter => {
  const { packed, count } = partsOf(file);
  const numbers = packedNumbers(packed, count);
  return { mayHold: (hashes, at = 0) => numbers.has(prefixOf(hashes, at)), bytes: packed.length + numbers.extraBytes };
};

/** All that a filter knows of the hash that begins at a place. */
export const prefixOf = (hashes: Uint8Array, at: number): number =>
  (((hashes[at] ?? 0) << 24) | ((hashes[at + 1] ?? 0) << 16) | ((hashes[at + 2] ?? 0) << 8) | (hashes[at + 3] ?? 0)) >>> 0;

const fileOf = (numbers: Uint32Array): Uint8Array => {
  numbers.sort();
  let length = 0;
  for (let index = 0; index < numbers.length; index++)
    if (index === 0 || numbers[index] !== numbers[index - 1]) numbers[length++] = numbers[index] ?? 0;
  const distinct = numbers.subarray(0, length);
  const count = Buffer.alloc(4);
  count.writeUInt32LE(distinct.length);
  const body = Buffer.concat([magic, count, packNumbers(distinct)]);
  return Buffer.concat([body, sumOf(body)]);
};

const partsOf = (file: Uint8Array): { packed: Uint8Array; count: number } => {
  const bytes = Buffer.from(file.buffer, file.byteOffset, file.byteLength);
  const body = bytes.subarray(0, -sumBytes);
  const count = body.length >= headBytes ? body.readUInt32LE(magic.length) : 0;
  const isWhole =
    body.length === headBytes + packedBytes(count) && body.indexOf(magic) === 0 && sumOf(body).equals(bytes.subarray(-sumBytes));
  if (!isWhole) throw new MeshauditError("store-damaged", "a segment's filter is damaged");
  return { packed: body.subarray(headBytes), count };
};

const sumOf = (body: Uint8Array): Buffer => createHash("sha256").update(body).digest().subarray(0, sumBytes);
