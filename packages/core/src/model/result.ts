import type { Attempt, Change, Evidence, FieldChange, Gap, Incarnation } from "./change.ts";
import type { JsonObject, JsonValue } from "./json.ts";
import type { Level } from "./audit-event.ts";
import type { ObjectIdentity } from "./object.ts";

/** Version of every result this project prints. Later versions only add properties and enum values. */
export const apiVersion = "meshaudit.io/v1";

/** A piece of input that is no audit event, with where it stands and why. */
export interface Rejection {
  source: string;
  /** 1-based; null where lines were not counted. */
  line: number | null;
  /** Offset of its first byte in the (decompressed) file. */
  offset: number;
  bytes: number;
  reason: string;
}

/** What a question read, so that an empty answer says what was looked at. Every property is always present. */
export interface Searched {
  /** Names of the sources, in the order given. */
  sources: string[];
  /** Bytes read, after decompression. */
  bytes: number;
  /** Times of the earliest and latest event seen, RFC 3339; null when none was. */
  from: string | null;
  to: string | null;
  /** Events parsed, apart from duplicates. */
  parsed: number;
  duplicate: number;
  rejected: number;
  /** Audit levels of the parsed events that touch what was asked for. */
  levels: Level[];
  /** False when lines were chosen by searching for bytes, so that only those were parsed. */
  everyLineParsed: boolean;
}

/** `searched` with the rejected pieces themselves (bounded: the first ones), for a person or an exit status. */
export interface ReadReport extends Searched {
  rejections: Rejection[];
  /** True when an unreadable part may hold the answer. A torn last line of a live log does not count. */
  mayHideAnswer: boolean;
}

export interface ObjectHistory {
  apiVersion: typeof apiVersion;
  kind: "ObjectHistory";
  object: ObjectIdentity;
  searched: Searched;
  /** Effective changes only, newest first. */
  changes: Change[];
  /** Newest first; empty unless asked for. */
  attempts: Attempt[];
  gaps: Gap[];
  incarnations: Incarnation[];
}

export interface ObjectHistoryList {
  apiVersion: typeof apiVersion;
  kind: "ObjectHistoryList";
  searched: Searched;
  items: ObjectHistory[];
}

export type ChangeWithoutFields = Omit<Change, "fields">;

export interface BlamedPath {
  path: string;
  key: string;
  value: JsonValue;
  /** null when nothing explains the value. */
  change: ChangeWithoutFields | null;
  evidence: Evidence;
}

export interface ObjectBlame {
  apiVersion: typeof apiVersion;
  kind: "ObjectBlame";
  object: ObjectIdentity;
  searched: Searched;
  /** Time of the state that is blamed, RFC 3339; null when no state is known. */
  at: string | null;
  evidence: Evidence;
  /** One entry for each leaf of the object (scalars, and empty lists or objects), in document order. */
  paths: BlamedPath[];
  yaml: string;
}

export interface ObjectDiff {
  apiVersion: typeof apiVersion;
  kind: "ObjectDiff";
  object: ObjectIdentity;
  /** A change's id, or `live`. null: the object did not exist yet. */
  from: string | null;
  to: string;
  fields: FieldChange[];
  unified: string;
}

export interface ObjectVersion {
  apiVersion: typeof apiVersion;
  kind: "ObjectVersion";
  object: ObjectIdentity;
  at: string;
  evidence: Evidence;
  manifest: JsonObject;
}

/** One change of an object, with its states around it. */
export interface ChangeStates {
  apiVersion: typeof apiVersion;
  kind: "ChangeStates";
  object: ObjectIdentity;
  change: Change;
  /** As manifests show it; null when it is not known, or, `beforeKnown`, when the object did not exist. */
  before: JsonObject | null;
  beforeKnown: boolean;
  /** null when it is not known, or, `afterKnown`, when the object was deleted. */
  after: JsonObject | null;
  afterKnown: boolean;
}

/** An object that is gone, and whether the log can bring it back. */
export interface DeletedObject {
  object: ObjectIdentity;
  /** When its deletion was done, RFC 3339. */
  deletedAt: string;
  /** The deletion, with what set it off. */
  change: ChangeWithoutFields;
  /** How well the state before the deletion is proven; `unavailable`: it cannot be restored. */
  restorable: Evidence;
  /** Why it cannot be restored; null when it can. Text, no contract. */
  reason: string | null;
}

export interface DeletedObjects {
  apiVersion: typeof apiVersion;
  kind: "DeletedObjects";
  searched: Searched;
  /** The last deleted first. */
  items: DeletedObject[];
}

export interface RankedChange {
  object: ObjectIdentity;
  change: Change;
  /** 0 to 1: how likely the change explains an incident at `at`. */
  score: number;
  why: string[];
}

export interface ChangeSet {
  apiVersion: typeof apiVersion;
  kind: "ChangeSet";
  searched: Searched;
  at: string;
  from: string;
  to: string;
  ranked: RankedChange[];
}
