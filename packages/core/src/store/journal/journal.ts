import type { JournalExtent } from "./journal-files.ts";

/** Lines of canonical text, each ended by a line feed. */
export interface JournalText {
  text: Uint8Array;
  count: number;
}

/** Where events are kept until they are sealed. */
export interface Journal {
  /** The number that the next event gets; all below it are durable. */
  readonly nextSeq: number;
  /** Bytes in its files. */
  readonly bytes: number;
  /**
   * Appends lines of canonical text, none with a line feed in it. Resolves once they are durable (fdatasync); appends that are called
   * meanwhile share the next sync. All lines of an append are stored, or none.
   *
   * @throws MeshauditError `store-full` when there is no room: nothing of it is stored, and it can be tried again. `store-damaged` after
   * a failed write or sync, now and for good: what is on the medium is not known, and only opening the journal anew leads back.
   */
  append(lines: readonly string[]): Promise<{ firstSeq: number }>;
  /** As `append`, of lines as bytes, which go into a frame as they are: each is ended by a line feed. */
  appendText(lines: JournalText): Promise<{ firstSeq: number }>;
  /**
   * Begins a new file, once all appended before is durable, so that the files before it can be sealed. Resolves to the file that it
   * closed, or null when that one held nothing: files before it may still wait to be sealed.
   */
  rotate(): Promise<JournalExtent | null>;
  /** Removes the closed files whose events are all below a number. */
  removeBelow(seq: number): Promise<void>;
  /** Waits for what was appended. */
  close(): Promise<void>;
}
