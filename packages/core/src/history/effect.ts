import type { Evidence, FieldChange, Gap, Operation, Previous } from "../model/change.ts";
import type { JsonObject } from "../model/json.ts";
import type { AuditRequest } from "./request.ts";

/** What is known of an object at one moment. */
export interface State {
  /** The object whole, as logged or rebuilt. */
  object: JsonObject;
  resourceVersion: string | null;
  generation: number | null;
  evidence: Exclude<Evidence, "unavailable">;
  origin: "change" | "observed";
  /** When it was so: stageTimestamp of the event that shows it. */
  time: string;
}

/** Why an attempt is no change. */
export type Failure = { result: "denied" | "failed" | "noop" | "dryRun"; reason: string };

/** What one request did to one object, before it is told in the mesh's words. */
export interface Effect {
  request: AuditRequest;
  operation: Operation;
  /** null: it changed the object. */
  failure: Failure | null;
  previous: Previous;
  /** States around it; null when not known, or when there was no object. */
  before: JsonObject | null;
  after: JsonObject | null;
  fields: FieldChange[] | null;
  evidence: Evidence;
  metadataOnly: boolean;
  uid: string | null;
  generation: number | null;
  resourceVersion: string | null;
  /** The delete that a finalizer held, when this request let the object go. */
  heldDelete: AuditRequest | null;
}

/** Whether the log tells how the object was before; a null is then that there was none. */
export const isBeforeKnown = ({ before, previous }: Effect): boolean => before !== null || previous === "created";

/** Whether the log tells how the object was afterwards; a null is then that it was gone. */
export const isAfterKnown = ({ after, operation }: Effect): boolean => after !== null || operation === "deleted";

/** One step of an object's known states, for blame: `effect` is null when no event explains the difference. */
export interface Step {
  /** When `after` was so: stageTimestamp of the event that shows it. */
  time: string;
  before: JsonObject | null;
  after: JsonObject;
  fields: FieldChange[] | null;
  effect: Effect | null;
}

/** One life of an object, from create to delete. */
export interface Life {
  uid: string | null;
  effects: Effect[];
  steps: Step[];
  gaps: Gap[];
  /** The last known state; null when none is. Kept after a deletion: what restore brings back. */
  state: State | null;
  /** false once deleted; null while nothing has shown that the object was there. */
  alive: boolean | null;
  /** The delete that was accepted while finalizers held the object. */
  heldDelete: AuditRequest | null;
  from: string | null;
  to: string | null;
}

/** A life of which nothing is known yet. */
export const newLife = (uid: string | null): Life => ({
  uid,
  effects: [],
  steps: [],
  gaps: [],
  state: null,
  alive: null,
  heldDelete: null,
  from: null,
  to: null,
});
