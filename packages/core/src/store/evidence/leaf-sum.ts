/**
 * The sum of hashes modulo 2^256: the same for the same leaves in any order. It proves nothing, since a sum can be forged; it only helps
 * to say of leaves that are proven to be wrong in which way they are.
 */
export interface LeafSum {
  /** Of the hash that begins at a place in some bytes. */
  add(hashes: Uint8Array, at?: number): void;
  /** 32 bytes. */
  value(): Buffer;
}

const limbs = 8;
/** So many can be added before a limb of 32 bits outgrows a number. */
const carryEvery = 2 ** 20;

/** An empty sum. */
export const leafSum = (): LeafSum => {
  const sum = new Float64Array(limbs);
  let pending = 0;
  const carry = (): void => {
    let over = 0;
    for (let limb = limbs - 1; limb >= 0; limb--) {
      const value = (sum[limb] ?? 0) + over;
      over = Math.floor(value / 2 ** 32);
      sum[limb] = value % 2 ** 32;
    }
    pending = 0;
  };
  return {
    add(hashes, from = 0) {
      for (let limb = 0; limb < limbs; limb++) {
        const at = from + limb * 4;
        const word = ((hashes[at] ?? 0) << 24) | ((hashes[at + 1] ?? 0) << 16) | ((hashes[at + 2] ?? 0) << 8) | (hashes[at + 3] ?? 0);
        sum[limb] = (sum[limb] ?? 0) + (word >>> 0);
      }
      if (++pending === carryEvery) carry();
    },
    value() {
      carry();
      const bytes = Buffer.alloc(limbs * 4);
      for (const [limb, value] of sum.entries()) bytes.writeUInt32BE(value, limb * 4);
      return bytes;
    },
  };
};
