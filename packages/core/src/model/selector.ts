import type { ObjectPattern } from "./object.ts";

/**
 * Which events a question needs. Plain data, so that it can be handed to a worker thread.
 * An event is wanted when any of `objects` or `auditIDs` is met and it lies within `span`.
 */
export interface EventSelector {
  /** Events that touch a matching object: by name, in a list's items, or without naming it (deletecollection, generateName). */
  objects: ObjectPattern[];
  /** Events of these requests. */
  auditIDs: string[];
  /** Every event, whatever it touches. */
  everything: boolean;
  /** Only mutating requests, and refused reads (with which kubectl's writing commands begin). */
  mutatingOnly: boolean;
  /** Only requests that delete. */
  deletionsOnly: boolean;
  /** stageTimestamp bounds in ms since the epoch, inclusive; null is open. */
  from: number | null;
  to: number | null;
}

/** A selector that wants nothing, to spread others over. */
export const noEvents: EventSelector = {
  objects: [],
  auditIDs: [],
  everything: false,
  mutatingOnly: false,
  deletionsOnly: false,
  from: null,
  to: null,
};
