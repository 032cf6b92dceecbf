import { crc32c } from "./crc32c.ts";

/** Magic, bytes of payload, number of the first event, count of events, CRC-32C of all that and the payload; little endian. */
export const headerBytes = 24;
const magic = Buffer.from("MJ01");
const crcAt = 20;

/** What a frame's header says; none of it is true before `isWhole`. */
export interface FrameHeader {
  firstSeq: number;
  count: number;
  /** Of the whole frame. */
  bytes: number;
}

/** A frame: events in one packed text, and what guards it. `payload` is the packed text. */
export const frameOf = (payload: Uint8Array, firstSeq: number, count: number): Buffer => {
  const frame = Buffer.allocUnsafe(headerBytes + payload.length);
  magic.copy(frame, 0);
  frame.writeUInt32LE(payload.length, 4);
  frame.writeBigUInt64LE(BigInt(firstSeq), 8);
  frame.writeUInt32LE(count, 16);
  frame.set(payload, headerBytes);
  frame.writeUInt32LE(crcOf(frame), crcAt);
  return frame;
};

/** The header at a place in some bytes; null when none is there, or not all of it. */
export const headerAt = (bytes: Buffer, at: number): FrameHeader | null => {
  if (bytes.length - at < headerBytes || magic.compare(bytes, at, at + magic.length) !== 0) return null;
  const firstSeq = Number(bytes.readBigUInt64LE(at + 8));
  const count = bytes.readUInt32LE(at + 16);
  if (count === 0 || !Number.isSafeInteger(firstSeq + count)) return null;
  return { firstSeq, count, bytes: headerBytes + bytes.readUInt32LE(at + 4) };
};

/** Whether a frame, exactly its bytes, is as it was written. */
export const isWhole = (frame: Buffer): boolean => frame.readUInt32LE(crcAt) === crcOf(frame);

/** The packed text of a frame. */
export const payloadOf = (frame: Buffer): Buffer => frame.subarray(headerBytes);

const crcOf = (frame: Buffer): number => crc32c(frame.subarray(headerBytes), crc32c(frame.subarray(0, crcAt)));

/**
 * Whether, behind the first byte, another frame begins whose events come after `seq`. No text of an event can pass for one: it holds no
 * zero byte, and the number of a frame's first event does.
 */
export const hasHeaderAfter = (bytes: Buffer, seq: number): boolean => {
  for (let at = bytes.indexOf(magic, 1); at >= 0; at = bytes.indexOf(magic, at + 1)) {
    const header = headerAt(bytes, at);
    if (header !== null && header.firstSeq > seq) return true;
  }
  return false;
};
