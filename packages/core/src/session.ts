import type { AuditEvent } from "./model/audit-event.ts";
import type { Change } from "./model/change.ts";
import type { JsonObject } from "./model/json.ts";
import type { ObjectIdentity, ObjectPattern, ObjectRef } from "./model/object.ts";
import type { ChangeSet, ObjectBlame, ObjectDiff, ObjectHistory, ObjectHistoryList, ObjectVersion, ReadReport } from "./model/result.ts";

/** The live cluster, as far as a session may ask it. The client hands it in: core knows no Kubernetes client. */
export interface LiveCluster {
  /** The object as it is now, with managedFields; null when there is none. */
  get(ref: ObjectRef): Promise<JsonObject | null>;
  /** All objects of a pattern, with managedFields. */
  list(pattern: ObjectPattern): Promise<JsonObject[]>;
}

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

/** What a restore prints, or why it would be a guess. */
export interface Restoration extends ObjectVersion {
  /** `create` when the object is gone, else `replace`. */
  command: "create" | "replace";
  /** What manages the object and would revert a change by hand: Argo CD, Flux, Helm; null when nothing tells. */
  managedBy: string | null;
}
