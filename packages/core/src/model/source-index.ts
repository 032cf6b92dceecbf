import type { AuditEvent, Level } from "./audit-event.ts";
import type { EventSelector } from "./selector.ts";

/** What is known of a source's events without reading them. */
export interface Extent {
  events: number;
  /** RFC 3339; null when there are none. */
  from: string | null;
  to: string | null;
}

/** Events that lie in a file, as an engine reads it. */
export interface StoredSegment {
  /** Absolute. */
  path: string;
  events: number;
  /** Times of the earliest and the latest, RFC 3339. */
  from: string;
  to: string;
  levels: Level[];
  /** Why it cannot be read; null when it can, as far as is known without reading it. */
  damage: string | null;
}

/** Events that are in no segment yet: canonical texts, each ended by a line feed. */
export interface NewLines {
  /** The number of the first. */
  firstSeq: number;
  count: number;
  text: Buffer;
}

/** Events that are kept so that those a question may want are found without reading the others. */
export interface SourceIndex {
  /** Events among which are all that a selector wants, each once, in batches, redacted. Throws MeshauditError, the signal's reason. */
  events(selector: EventSelector, signal?: AbortSignal): AsyncIterable<readonly AuditEvent[]>;
  extent(): Promise<Extent>;
  /** Where the events begin that come from now on. */
  position(): Promise<number>;
  /** As `events`, of those from a position on; and where the next ones begin. */
  since(position: number, selector: EventSelector, signal?: AbortSignal): Promise<{ events: readonly AuditEvent[]; position: number }>;
  /**
   * The segments of this moment, and, to `onNew`, the events that are in none; `onAgain`: they are told again from the first. Only of
   * stores. A segment's file may be gone some time later. Throws MeshauditError.
   */
  segments?(onNew: (lines: NewLines) => void, onAgain: () => void): Promise<StoredSegment[]>;
}
