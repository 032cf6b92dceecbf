/** Some of the hashes that lie one behind the other in a buffer. */
export interface HashSet {
  /** Puts the hash at a place in; false when it was in already. */
  add(place: number): boolean;
  /** Whether a hash that begins at a byte of some other buffer is in. */
  has(hashes: Uint8Array, at: number): boolean;
}

const hashBytes = 32;

/** None yet of hashes of 32 bytes, evenly spread as those of SHA-256 are. */
export const hashSet = (own: Uint8Array): HashSet => {
  const mask = 2 ** Math.ceil(Math.log2(Math.max(own.length / hashBytes, 1) * 2)) - 1;
  /** Open-addressed: a place and one, 0 where there is none. At most half full. */
  const slots = new Uint32Array(mask + 1);
  /** The slot of a hash, or the empty one where it belongs. */
  const find = (hashes: Uint8Array, at: number): number => {
    const home = (hashes[at] ?? 0) | ((hashes[at + 1] ?? 0) << 8) | ((hashes[at + 2] ?? 0) << 16);
    for (let slot = home & mask; ; slot = (slot + 1) & mask) {
      const place = slots[slot] ?? 0;
      if (place === 0 || areEqual(own, (place - 1) * hashBytes, hashes, at)) return slot;
    }
  };
  return {
    add(place) {
      const slot = find(own, place * hashBytes);
      if (slots[slot] !== 0) return false;
      slots[slot] = place + 1;
      return true;
    },
    has: (hashes, at) => slots[find(hashes, at)] !== 0,
  };
};

const areEqual = (one: Uint8Array, at: number, other: Uint8Array, from: number): boolean => {
  for (let byte = 0; byte < hashBytes; byte++) if (one[at + byte] !== other[from + byte]) return false;
  return true;
};
