/** A set of the hashes added last: bounded, so that memory does not grow with the log. */
export interface RecentHashes {
  /** Adds a hash; true when it was there already. */
  add(hash: string): boolean;
}

/** Remembers at least the last `size` hashes, and at most twice as many. */
export function recentHashes(size: number): RecentHashes {
  let young = new Set<string>();
  let old = new Set<string>();
  return {
    add(hash) {
      if (young.has(hash) || old.has(hash)) return true;
      young.add(hash);
      if (young.size >= size) {
        old = young;
        young = new Set();
      }
      return false;
    },
  };
}
