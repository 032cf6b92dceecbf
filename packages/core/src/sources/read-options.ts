export interface ReadProgress {
  /** Bytes read so far, after decompression. */
  bytes: number;
  /** null when it cannot be told, as with compressed files. */
  total: number | null;
}

export interface ReadOptions {
  /** Secrets are replaced by a hash under this key, see `redactEvent`. */
  redactionKey: Uint8Array;
  /** The scan worker's entry file; null reads in this thread only. */
  worker: URL | null;
  /** How many threads may read, this one counted. */
  threads: number;
  signal?: AbortSignal | undefined;
  onProgress?: ((progress: ReadProgress) => void) | undefined;
}
