import type { ObjectPattern } from "../model/object.ts";
import type { ReadReport } from "../model/result.ts";

/** Which objects and which of their changes a question is about. */
export interface ObjectQuery {
  /** What TYPE/NAME may mean: one pattern a kind that fits. */
  patterns: ObjectPattern[];
  /** A Kubernetes label selector on the last known state, such as `app=reviews,tier!=test`. */
  labels: string | null;
  /** Changes within this time only, ms since the epoch, inclusive. */
  from: number | null;
  to: number | null;
  /** Changes by this user, or by who impersonated it. */
  by: string | null;
  attempts: boolean;
}

/** An answer with what was read for it. */
export interface Answer<T> {
  result: T;
  report: ReadReport;
  /** False when no event touches what was asked for. */
  seen: boolean;
  /** Names near the one that was not found, best first. */
  near: string[];
  /** Whole sentences that a person should know about the answer, such as that the log has no bodies. */
  notes: string[];
}

/** An answer to a question about one object when several fit, or none was ever seen, is an error that says so. */
export type Range =
  | /** What the last change did. */ { kind: "last" }
  | /** What has changed since a time, ms since the epoch. */ { kind: "at"; at: number }
  | /** What one change did (`to` null), or what lies between two versions. Names: a prefix of a change's id, `~N`, or `live`. */ {
      kind: "between";
      from: string;
      to: string | null;
    };
