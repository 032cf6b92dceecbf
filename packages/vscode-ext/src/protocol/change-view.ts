import type { Attempt, Change, Evidence, FieldChange, Gap, ObjectIdentity, Searched } from "@meshaudit/core";

/** A change as it is listed: without the object's contents, which can be long. */
export type ChangeView = Omit<Change, "after" | "fields">;

/** An attempt as it is listed. */
export type AttemptView = Omit<Attempt, "after" | "fields">;

/** A change with its object and its differences, as a person looks at it. */
export interface ListedChange {
  object: ObjectIdentity;
  change: ChangeView;
  /** The first of its differences; null when they are not known. */
  fields: FieldChange[] | null;
}

/** What is known of one object. */
export interface ObjectChanges {
  object: ObjectIdentity;
  /** Newest first, at most as many as were asked for. */
  changes: ChangeView[];
  /** How many there are. */
  total: number;
  attempts: AttemptView[];
  gaps: Gap[];
  searched: Searched;
  notes: string[];
}

/** Changes of a mesh, newest first. */
export interface RecentChanges {
  mesh: string;
  changes: ListedChange[];
  /** True when there are more, older ones. */
  more: boolean;
  /** null when no kind was asked for. */
  searched: Searched | null;
}

/** An object that was deleted. */
export interface DeletedView {
  object: ObjectIdentity;
  deletedAt: string;
  change: ChangeView;
  /** How well its last state is known; `unavailable` cannot be restored. */
  restorable: Evidence;
  /** Why it cannot; null when it can. */
  reason: string | null;
}
