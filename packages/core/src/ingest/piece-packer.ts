import type { OnPiece } from "../decode/decoder.ts";
import { eventPacker, type PackedEvents, type Redaction } from "../store/write/packed-events.ts";

/** A piece that is no event, or one that cannot be stored. */
export interface RejectedPlace {
  /** 1-based. */
  line: number;
  offset: number;
  bytes: number;
  reason: string;
}

/** What became of some pieces of an input; places count from where its reading began. */
export interface PackedPieces {
  events: PackedEvents;
  read: number;
  rejected: number;
  /** The first of them. */
  rejections: RejectedPlace[];
  /** Pieces of a last line without an end that are no events: its writer may still be at it. They are not counted yet. */
  torn: RejectedPlace[];
  /** Where such pieces begin that nothing else follows; null when there are none. */
  tornFrom: number | null;
}

/** Packs the pieces of an input. */
export interface PiecePacker {
  onPiece: OnPiece;
  /** A line that is a usual event by itself: false when it is to be decoded. */
  addUsual(line: Uint8Array): boolean;
  /** Bytes of what was not taken yet. */
  readonly bytes: number;
  /** All since the last time. */
  take(): PackedPieces;
}

/** So many rejections are told; all are counted. */
export const shownRejections = 100;

/** A packer that redacts. `room`: memory that the first texts may go into. */
export const piecePacker = (redaction: Redaction, room?: ArrayBuffer): PiecePacker => {
  const packer = eventPacker(redaction, room);
  let counted = { read: 0, rejected: 0 };
  let rejections: RejectedPlace[] = [];
  let torn: RejectedPlace[] = [];
  let tornFrom: number | null = null;
  return {
    onPiece({ event, reason, line, offset, bytes, ended }) {
      const refused = event === null ? reason : packer.add(event);
      const place = refused === null ? null : { line, offset, bytes, reason: refused };
      if (place !== null && event === null && !ended) {
        torn.push(place);
        tornFrom ??= offset;
        return;
      }
      tornFrom = null;
      counted.read++;
      if (place === null) return;
      counted.rejected++;
      if (rejections.length < shownRejections) rejections.push(place);
    },
    addUsual(line) {
      if (!packer.addUsual(line, false)) return false;
      counted.read++;
      tornFrom = null;
      return true;
    },
    get bytes() {
      return packer.bytes;
    },
    take() {
      const taken = { events: packer.take(), ...counted, rejections, torn, tornFrom };
      counted = { read: 0, rejected: 0 };
      rejections = [];
      torn = [];
      tornFrom = null;
      return taken;
    },
  };
};
