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
  /**
   * Input of up to so many bytes is parsed line by line, so that its counts are exact; in more, lines are chosen by searching for
   * bytes. 32 MiB unless set; 0 for a second look, whose counts nobody reads.
   */
  parseEveryUpTo?: number | undefined;
  signal?: AbortSignal | undefined;
  onProgress?: ((progress: ReadProgress) => void) | undefined;
}
