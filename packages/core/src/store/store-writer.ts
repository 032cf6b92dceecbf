import type { AuditEvent } from "../model/audit-event.ts";
import type { EventPacker, PackedEvents, Redaction } from "./write/packed-events.ts";

/** What became of events that were handed to a store. */
export interface Appended {
  stored: number;
  /** They were there already. */
  duplicate: number;
  /** They can be stored in no way, and are not: the others are. */
  rejected: number;
}

/** What a compaction did. */
export interface Compacted {
  days: number;
  /** Segments before and after, of the days that were compacted. */
  before: number;
  after: number;
  bytesBefore: number;
  bytesAfter: number;
}

/** What retention took away. */
export interface Retained {
  segments: number;
  events: number;
  bytes: number;
}

/** Times of the parts of the last appends, for metrics. */
export interface WriterLatency {
  /** Called with how long a write with its fdatasync took, ms. */
  onSync?(ms: number): void;
}

/** The one writer of a project. */
export interface StoreWriter {
  /**
   * Stores the events that are not there yet. Resolves once they are durable. `events` are as decoded: they are redacted here.
   *
   * @throws MeshauditError `store-full` when there is no room (nothing of it is stored; it can be tried again), `store-damaged` after a
   * failed write, from which only opening anew leads back, `store-missing` when the project was deleted meanwhile.
   */
  append(events: readonly AuditEvent[]): Promise<Appended>;
  /** Packs events for `appendPacked` as they are decoded, so that none need be held. `bytes`: about so many are expected. */
  packer(bytes?: number): EventPacker;
  /** What a packer of another thread is to redact by. */
  readonly redaction: Redaction;
  /** As `append`, of events that were packed with this writer's redaction. */
  appendPacked(events: PackedEvents): Promise<Appended>;
  /** Bytes of events that were handed over and are not durable yet. */
  readonly pendingBytes: number;
  /** Bytes of the journal that were not sealed yet. */
  readonly journalBytes: number;
  /** Events in the store, those in the journal counted. */
  readonly events: number;
  /** Makes segments of what is in the journal. */
  seal(): Promise<void>;
  /** Joins the small segments of each day, and makes files anew by which segments are searched where they are missing. */
  compact(): Promise<Compacted>;
  /** Takes away what is older or more than is kept. */
  retain(): Promise<Retained>;
  /** Waits for what was handed over, seals it and lets go of the lock. */
  close(): Promise<void>;
}
