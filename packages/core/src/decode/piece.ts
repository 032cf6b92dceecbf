import type { AuditEvent } from "../model/audit-event.ts";

/** Longest line or document that is read; a longer one is rejected without being held in memory. */
export const maxPieceBytes = 64 * 1024 * 1024;

/** Why a longer one is rejected. */
export const tooLong = `longer than ${maxPieceBytes / 1024 / 1024} MiB`;

/** An audit event and where its bytes stand. */
export interface EventPiece {
  offset: number;
  bytes: number;
  event: AuditEvent;
  reason: null;
}

/** Bytes that are no audit event, and why. */
export interface RejectedPiece {
  offset: number;
  bytes: number;
  event: null;
  reason: string;
}

/**
 * What a stretch of input turned out to be. Every byte of an input lies in exactly one piece, but for what stands between
 * them: blanks, line ends, a byte order mark, and the brackets and head of a list.
 */
export type Piece = EventPiece | RejectedPiece;
