import type { AuditEvent } from "./audit-event.ts";
import type { EventSelector } from "./selector.ts";

/** What is known of a source's events without reading them. */
export interface Extent {
  events: number;
  /** RFC 3339; null when there are none. */
  from: string | null;
  to: string | null;
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
}
