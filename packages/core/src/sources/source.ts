import type { AuditEvent } from "../model/audit-event.ts";
import type { EventSelector } from "../model/selector.ts";

/** How a file's bytes are packed, told by its first bytes, not by its name. */
export type Compression = "none" | "gzip" | "zstd";

/** A file on disk, as plain data, so that another thread can open it too. */
export interface SourceFile {
  path: string;
  compression: Compression;
  /** Bytes on disk when it was opened. */
  size: number;
  /** True when it holds JSON that runs over lines, see `beginsDocument`: it can only be read from its start. */
  documents: boolean;
}

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

/** Anything that audit events can be read from: a plain object from a factory, one file each. */
export interface Source {
  /** As its user named it: a path, or `stdin`. */
  name: string;
  supports: {
    /** Bytes can be read at any position. */
    seek: boolean;
    /** More may come after its end, see `followEvents`. */
    follow: boolean;
  };
  /** The file behind it; null for a stream. */
  file: SourceFile | null;
  /** How its events are found; null when it is read from one end to the other. */
  index: SourceIndex | null;
  /**
   * Its bytes from the start, decompressed, in blocks of any size; a block is only valid until the next is asked for. May be called
   * again. Throws MeshauditError `source-unreadable` where the bytes cannot be read on: what came before it stands. Throws the
   * signal's reason when aborted.
   */
  blocks(signal?: AbortSignal): AsyncIterable<Uint8Array>;
}
