import type { SourceIndex } from "../model/source-index.ts";

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
