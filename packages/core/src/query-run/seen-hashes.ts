const words = 4;
const firstSlots = 1 << 12;

/**
 * Remembers hashes of 32 bytes, evenly spread as those of SHA-256 are, by their first 16 bytes, in 21 to 32 bytes each. Gives a function that
 * takes all of a buffer's, one behind the other, and gives back 1 for each that was not there before.
 */
export const seenHashes = (): ((hashes: Uint8Array<ArrayBuffer>, count: number) => Uint8Array<ArrayBuffer>) => {
  /** Open-addressed: four words of a hash, all 0 where there is none. At most three quarters full. */
  let slots = new Uint32Array(firstSlots * words);
  let mask = firstSlots - 1;
  let size = 0;

  /** Puts a hash in; false when it is in already. */
  const put = (a: number, b: number, c: number, d: number): boolean => {
    for (let slot = a & mask; ; slot = (slot + 1) & mask) {
      const at = slot * words;
      if (slots[at] === a && slots[at + 1] === b && slots[at + 2] === c && slots[at + 3] === d) return false;
      if (slots[at] !== 0 || slots[at + 1] !== 0 || slots[at + 2] !== 0 || slots[at + 3] !== 0) continue;
      slots[at] = a;
      slots[at + 1] = b;
      slots[at + 2] = c;
      slots[at + 3] = d;
      return true;
    }
  };

  const grow = (): void => {
    const before = slots;
    slots = new Uint32Array(before.length * 2);
    mask = slots.length / words - 1;
    for (let at = 0; at < before.length; at += words) {
      const [a = 0, b = 0, c = 0, d = 0] = [before[at], before[at + 1], before[at + 2], before[at + 3]];
      if (a !== 0 || b !== 0 || c !== 0 || d !== 0) put(a, b, c, d);
    }
  };

  return (hashes, count) => {
    const isNew = new Uint8Array(count);
    const all = new DataView(hashes.buffer, hashes.byteOffset, hashes.length);
    for (let place = 0; place < count; place++) {
      if (size * 4 >= (mask + 1) * 3) grow();
      const at = place * 32;
      const isAdded = put(all.getUint32(at, true), all.getUint32(at + 4, true), all.getUint32(at + 8, true), all.getUint32(at + 12, true));
      if (!isAdded) continue;
      isNew[place] = 1;
      size++;
    }
    return isNew;
  };
};
