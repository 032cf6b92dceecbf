/** The hashes that were added last: an event that comes again soon is told without looking into a segment. */
export interface RecentHashes {
  /** Whether the hash that begins at a place in some bytes is among the last ones. */
  has(hashes: Uint8Array, at?: number): boolean;
  /** One that is there stays where it is. */
  add(hashes: Uint8Array, at?: number): void;
  /** Hashes that are remembered now. */
  readonly size: number;
}

const wordsOfHash = 4;
/** Room for so many is made at first, and twice as much whenever it does not do. */
const firstRoom = 4096;

/**
 * Remembers the last `limit` hashes exactly, in 24 to 32 bytes each of those that there is room for. Hashes are 16 bytes or more, of which the first 16 count, and evenly
 * spread, as those of SHA-256 are.
 */
export const recentHashes = (limit: number): RecentHashes => {
  let room = Math.min(limit, firstRoom);
  /** The hashes in the order in which they came, in a ring. */
  let ring = new Uint32Array(room * wordsOfHash);
  /** Open-addressed: a place in the ring and one, 0 where there is none. At most half full. */
  let slots = slotsFor(room);
  let mask = slots.length - 1;
  let size = 0;
  let next = 0;

  const homeOf = (place: number): number => (ring[place * wordsOfHash] ?? 0) & mask;

  /** The slot of a hash, or the empty one where it belongs. */
  const find = (hashes: Uint8Array, from: number): number => {
    const a = wordOf(hashes, from);
    const b = wordOf(hashes, from + 4);
    const c = wordOf(hashes, from + 8);
    const d = wordOf(hashes, from + 12);
    for (let slot = a & mask; ; slot = (slot + 1) & mask) {
      const place = slots[slot] ?? 0;
      if (place === 0) return slot;
      const at = (place - 1) * wordsOfHash;
      if (ring[at] === a && ring[at + 1] === b && ring[at + 2] === c && ring[at + 3] === d) return slot;
    }
  };

  /** Empties the slot of a place and moves up those behind it that would no longer be found. */
  const forget = (place: number): void => {
    let hole = homeOf(place);
    while (slots[hole] !== place + 1) hole = (hole + 1) & mask;
    for (let slot = (hole + 1) & mask; slots[slot] !== 0; slot = (slot + 1) & mask) {
      const home = homeOf((slots[slot] ?? 0) - 1);
      if (((slot - home) & mask) < ((slot - hole) & mask)) continue;
      slots[hole] = slots[slot] ?? 0;
      hole = slot;
    }
    slots[hole] = 0;
  };

  /** Nothing was forgotten yet, so that the ring begins with the oldest. */
  const grow = (): void => {
    const before = ring;
    room = Math.min(limit, room * 2);
    ring = new Uint32Array(room * wordsOfHash);
    ring.set(before);
    slots = slotsFor(room);
    mask = slots.length - 1;
    for (let place = 0; place < size; place++) {
      let slot = homeOf(place);
      while (slots[slot] !== 0) slot = (slot + 1) & mask;
      slots[slot] = place + 1;
    }
    next = size;
  };

  return {
    has: (hashes, at = 0) => slots[find(hashes, at)] !== 0,
    add(hashes, at = 0) {
      let slot = find(hashes, at);
      if (slots[slot] !== 0) return;
      const moves = size === limit || size === room;
      if (size === room && room < limit) grow();
      if (size === limit) forget(next);
      else size++;
      if (moves) slot = find(hashes, at);
      for (let word = 0; word < wordsOfHash; word++) ring[next * wordsOfHash + word] = wordOf(hashes, at + word * 4);
      slots[slot] = next + 1;
      next = (next + 1) % room;
    },
    get size() {
      return size;
    },
  };
};

/** A power of two, at least twice as many. */
const slotsFor = (room: number): Uint32Array<ArrayBuffer> => new Uint32Array(2 ** Math.ceil(Math.log2(Math.max(room, 1) * 2)));

const wordOf = (hash: Uint8Array, at: number): number =>
  ((hash[at] ?? 0) | ((hash[at + 1] ?? 0) << 8) | ((hash[at + 2] ?? 0) << 16) | ((hash[at + 3] ?? 0) << 24)) >>> 0;
