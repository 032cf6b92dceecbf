import type { JsonObject, JsonValue } from "./json.ts";

/** How a statement is proven: the event holds the resulting object; it was rebuilt; the log level kept no body. */
export type Evidence = "exact" | "approximate" | "unavailable";

export type ActorType = "person" | "deployer" | "serviceaccount" | "system" | "anonymous";

export interface Client {
  /** Such as kubectl, helm, argocd, flux, istiod, terraform; else the user agent's first product. */
  name: string;
  version: string | null;
  /** What the client was doing, such as edit, apply, patch; null when nothing tells. */
  command: string | null;
}

export interface Actor {
  /** Who the API server acted for. */
  user: string;
  groups: string[];
  /** Who authenticated, when that was another. */
  impersonatedBy: string | null;
  type: ActorType;
  client: Client | null;
  /** The last address that is not a trusted proxy's. */
  ip: string | null;
}

/** One difference between two states of an object. `path` has the newer object's indexes; a removed entry's has the older's. */
export interface FieldChange {
  path: string;
  /** The path by natural keys: `spec.http[name=default].route[host=reviews,subset=v1].weight`. */
  key: string;
  /** Where a moved list entry was, by the older object's indexes; null for every other op. */
  fromPath: string | null;
  op: "added" | "removed" | "changed" | "moved";
  /** null for an addition. */
  before: JsonValue;
  /** null for a removal. */
  after: JsonValue;
}

export type RiskLevel = "low" | "medium" | "high";

export interface Risk {
  rule: string;
  level: RiskLevel;
  why: string;
}

export type CauseKind = "namespace-deletion" | "garbage-collection" | "finalizer" | "deletecollection";

/** What set a deletion off: the request and its person. */
export interface Cause {
  kind: CauseKind;
  object: { group: string; resource: string; namespace: string; name: string } | null;
  actor: Actor;
  auditID: string;
  time: string;
  evidence: Evidence;
}

export type Operation = "created" | "updated" | "deleted";

/** Where the state before a change is known from; `unknown` leaves `fields` null. */
export type Previous = "change" | "observed" | "created" | "unknown";

/** A mutating request, whatever came of it. */
export interface Change {
  /** A hash of the request's fold key, the object and its uid: the same from every source. 16 hex digits. */
  id: string;
  /** stageTimestamp of the final stage, RFC 3339, as logged. */
  time: string;
  verb: string;
  operation: Operation;
  /** The response's HTTP status; null when none was logged, and for what managedFields tell. */
  code: number | null;
  actor: Actor;
  previous: Previous;
  /** null when the state before or after is not known. [] when nothing but server-set fields differ. */
  fields: FieldChange[] | null;
  /** The object as this change left it; null when not known, and for a deletion. */
  after: JsonObject | null;
  /** In the mesh's words. Text, no contract. */
  summary: string;
  risks: Risk[];
  evidence: Evidence;
  metadataOnly: boolean;
  uid: string | null;
  generation: number | null;
  resourceVersion: string | null;
  /** null for what managedFields tell. */
  auditID: string | null;
  cause: Cause | null;
}

/** An attempt that changed nothing. */
export interface Attempt extends Change {
  result: "denied" | "failed" | "noop" | "dryRun";
  reason: string;
}

/** Changes that must have happened (metadata.generation proves it) and that no event explains. */
export interface Gap {
  afterGeneration: number;
  beforeGeneration: number;
  /** How many generations no event explains. */
  missing: number;
  from: string | null;
  to: string | null;
}

/** One life of an object. */
export interface Incarnation {
  uid: string | null;
  /** ids of its changes, oldest first. */
  changes: string[];
  from: string | null;
  to: string | null;
}
