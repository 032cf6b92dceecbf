import type { apiVersion } from "../../model/result.ts";

/** What can be wrong with a store. */
export type ProblemKind =
  | "checkpoint-unreadable"
  | "checkpoint-forged"
  | "checkpoint-foreign"
  | "checkpoints-broken"
  | "checkpoints-dropped"
  | "checkpoint-wrong"
  | "change-undone"
  | "position-wrong"
  | "segment-missing"
  | "segment-removed"
  | "segment-extra"
  | "segment-misdescribed"
  | "segment-swapped"
  | "segment-changed"
  | "events-changed"
  | "root-wrong";

/** One thing that is wrong. */
export interface Problem {
  kind: ProblemKind;
  /** What is wrong with what. */
  message: string;
  /** Path of the segment, from the logstore on; null when it is of no segment. */
  segment: string | null;
  /** Number of the checkpoint; null when it is of none. */
  checkpoint: number | null;
}

/** What verifying a store came to. */
export interface StoreVerification {
  apiVersion: typeof apiVersion;
  kind: "StoreVerification";
  project: string;
  /** Nothing was changed, removed outside of retention, or reordered. */
  isSound: boolean;
  /** The first segment, in the order of its events, that is not as it was signed; null when all are. */
  firstWrongSegment: string | null;
  /** The first of them, checkpoints' before segments'. */
  problems: Problem[];
  /** All of them. */
  problemCount: number;
  checkpoints: {
    count: number;
    /** RFC 3339, of the first and the last; null when there are none. */
    from: string | null;
    to: string | null;
    /** The Merkle log's root after the last, hex; null when there are none. */
    root: string | null;
    /** Ids of the keys that signed. */
    signers: string[];
    /** How many were compared to the copy in a second place; null when none was given. */
    compared: number | null;
  };
  segments: number;
  events: {
    /** Read again, and just what and where they were when they came. */
    proven: number;
    /** In segments of which only the bytes were compared. */
    unread: number;
    /** Taken away by retention: it is proven that they were there, and no more what they said. */
    retired: number;
  };
}

/** So many problems are told in full. */
const mostTold = 1000;

/** Collects problems. */
export interface Problems {
  add(problem: Pick<Problem, "kind" | "message"> & Partial<Problem>): void;
  readonly count: number;
  readonly told: Problem[];
}

/** None yet. */
export const problems = (): Problems => {
  const told: Problem[] = [];
  let count = 0;
  return {
    add(problem) {
      count++;
      if (told.length < mostTold) told.push({ segment: null, checkpoint: null, ...problem });
    },
    get count() {
      return count;
    },
    told,
  };
};
