import { hash as hashOf } from "node:crypto";

/**
 * A Merkle tree to which leaves are appended, as RFC 9162 defines it. Only its frontier is kept: the roots of the full subtrees that its
 * leaves make up, largest first, one for each one in the binary form of their count.
 */
export interface MerkleTree {
  /** Leaves in it. */
  readonly size: number;
  append(leafHash: Buffer): void;
  /** Appends 2^level leaves at once, by the root of the full subtree that they make. The size must be a multiple of as many. */
  appendSubtree(level: number, hash: Buffer): void;
  /** Over no leaves: the hash of nothing. */
  root(): Buffer;
  /** All that is needed to go on from here, with the size. */
  frontier(): Buffer[];
}

/** Text in between: the hashes then lie side by side in Node's pool, in half the memory that a buffer of its own for each takes, and sooner. */
const sha256 = (data: string | Buffer): Buffer => Buffer.from(hashOf("sha256", data, "binary"), "binary");

/** Bytes of a hash. */
export const hashBytes = 32;

/** The hash of an event's canonical text as a leaf. Source: RFC 9162, 2.1.1. */
export const leafHash = (text: string): Buffer => sha256(`\0${text}`);

const node = Buffer.alloc(65, 1);

/** The hash of two subtrees that stand side by side. Source: RFC 9162, 2.1.1. */
export const nodeHash = (left: Buffer, right: Buffer): Buffer => {
  node.set(left, 1);
  node.set(right, 33);
  return sha256(node);
};

/** The hashes of subtrees that stand side by side, two and two, in place: they become half as many. Gives back these. */
export const pairHashes = (hashes: Buffer): Buffer => {
  const pairs = hashes.length / (2 * hashBytes);
  for (let pair = 0; pair < pairs; pair++) {
    hashes.copy(node, 1, pair * 2 * hashBytes, (pair + 1) * 2 * hashBytes);
    hashes.write(hashOf("sha256", node, "binary"), pair * hashBytes, "binary");
  }
  return hashes.subarray(0, pairs * hashBytes);
};

/** How many ones the binary form of a count of up to 2^53 has: so many hashes are its frontier. */
export const frontierLength = (size: number): number => {
  let ones = 0;
  for (let left = size; left > 0; left = Math.floor(left / 2)) ones += left % 2;
  return ones;
};

/** A tree, empty or as it was at a size. */
export const merkleTree = (from: { size: number; frontier: readonly Buffer[] } = { size: 0, frontier: [] }): MerkleTree => {
  const stack = [...from.frontier];
  let { size } = from;
  if (stack.length !== frontierLength(size)) throw new RangeError(`${stack.length} hashes are no frontier of ${size} leaves`);

  const appendSubtree = (level: number, hash: Buffer): void => {
    const leaves = 2 ** level;
    if (size % leaves !== 0) throw new RangeError(`a subtree of ${leaves} leaves cannot begin at ${size}`);
    let right = hash;
    // As in counting: what has a subtree of its own size to the left makes one of twice the size with it.
    for (let carry = size / leaves; carry % 2 === 1; carry = (carry - 1) / 2) {
      const left = stack.pop();
      if (left !== undefined) right = nodeHash(left, right);
    }
    stack.push(right);
    size += leaves;
  };

  return {
    get size() {
      return size;
    },
    append: (hash) => appendSubtree(0, hash),
    appendSubtree,
    root: () => (stack.length === 0 ? sha256("") : stack.reduceRight((right, left) => nodeHash(left, right))),
    frontier: () => [...stack],
  };
};
