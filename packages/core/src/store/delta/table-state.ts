import type { WrittenSegment } from "../segments/write-segments.ts";

/** A segment that is part of the table. */
export interface LiveSegment extends WrittenSegment {
  /** When it was committed, ms since the epoch. */
  addedAt: number;
}

/** A segment that was taken out of the table. Readers of older versions still have its file for a while. */
export interface RemovedSegment {
  path: string;
  dt: string;
  size: number;
  /** ms since the epoch. */
  removedAt: number;
}

/** The table at one version of its log. */
export interface TableState {
  /** -1: there is no table yet. */
  version: number;
  /** Tells the table from others, and when it was made, ms since the epoch; null: there is no table yet. */
  identity: { id: string; createdAt: number } | null;
  /** Events with smaller numbers are in segments, the others in the journal. */
  sealedSeq: number;
  segments: LiveSegment[];
  /** Tombstones that are still in the log. */
  removed: RemovedSegment[];
  /** The last version that has a checkpoint, from which the table is read; -1: none has. */
  checkpoint: number;
}

/** Before the first commit. */
export const noTable: TableState = { version: -1, identity: null, sealedSeq: 0, segments: [], removed: [], checkpoint: -1 };
