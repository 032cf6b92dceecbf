import { hashBytes, nodeHash, pairHashes, type MerkleTree } from "./merkle.ts";

/** A full subtree of the Merkle log: 2^level leaves, from number index * 2^level on. */
export interface CoverNode {
  level: number;
  index: number;
  hash: Buffer;
}

/** The number of a leaf, and its hash. */
export interface Leaf {
  seq: number;
  hash: Buffer;
}

/** Numbers `from` to below `to`. */
export interface SeqRange {
  from: number;
  to: number;
}

/** Makes the smallest cover of leaves that come in the order of their numbers. */
export interface CoverBuilder {
  add(seq: number, hash: Buffer): void;
  /** Leaves with numbers from `seq` on, their hashes one behind the other, which are overwritten. */
  addRun(seq: number, hashes: Buffer): void;
  addNode(node: CoverNode): void;
  nodes(): CoverNode[];
}

const startOf = ({ level, index }: CoverNode): number => index * 2 ** level;
const endOf = ({ level, index }: CoverNode): number => (index + 1) * 2 ** level;

/** Keeps no more than the cover itself. `add` and `addNode` throw a RangeError for what does not come behind all before it. */
export const coverBuilder = (): CoverBuilder => {
  const nodes: CoverNode[] = [];
  const addNode = (node: CoverNode): void => {
    const last = nodes.at(-1);
    if (last !== undefined && startOf(node) < endOf(last)) throw new RangeError(`event ${startOf(node)} comes twice or out of turn`);
    let right = node;
    // A right half joins with its left half, which is the last one if it is there at all.
    for (let left = nodes.at(-1); left !== undefined && areHalves(left, right); left = nodes.at(-1)) {
      nodes.pop();
      right = { level: left.level + 1, index: left.index / 2, hash: nodeHash(left.hash, right.hash) };
    }
    nodes.push(right);
  };
  /** Level by level: what has no other half within the run stands at its ends. */
  const addRun = (seq: number, run: Buffer): void => {
    const behind: CoverNode[] = [];
    let hashes = run;
    for (let level = 0, index = seq; hashes.length > 0; level++, index /= 2) {
      if (index % 2 === 1) {
        addNode({ level, index, hash: Buffer.from(hashes.subarray(0, hashBytes)) });
        hashes = hashes.subarray(hashBytes);
        index++;
      }
      const count = hashes.length / hashBytes;
      if (count % 2 === 1) {
        behind.push({ level, index: index + count - 1, hash: Buffer.from(hashes.subarray(-hashBytes)) });
        hashes = hashes.subarray(0, -hashBytes);
      }
      hashes = pairHashes(hashes);
    }
    for (const node of behind.reverse()) addNode(node);
  };
  return { add: (seq, hash) => addNode({ level: 0, index: seq, hash }), addRun, addNode, nodes: () => nodes };
};

const areHalves = (left: CoverNode, right: CoverNode): boolean =>
  left.level === right.level && left.index % 2 === 0 && right.index === left.index + 1;

/** The smallest cover of leaves: the fewest full subtrees that have them and no others. Throws a RangeError unless they are in order. */
export const coverOf = (leaves: Iterable<Leaf>): CoverNode[] => {
  const builder = coverBuilder();
  for (const { seq, hash } of leaves) builder.add(seq, hash);
  return builder.nodes();
};

/** The smallest cover of all that some covers cover. Throws a RangeError when they have a leaf in common. */
export const joinCovers = (covers: readonly (readonly CoverNode[])[]): CoverNode[] => {
  const builder = coverBuilder();
  for (const node of covers.flat().sort((a, b) => startOf(a) - startOf(b))) builder.addNode(node);
  return builder.nodes();
};

/** Appends what a cover covers to a tree. Throws a RangeError unless that is just what comes next. */
export const appendCover = (tree: MerkleTree, cover: readonly CoverNode[]): void => {
  for (const node of cover) {
    if (startOf(node) !== tree.size) throw new RangeError(`after ${tree.size} events comes number ${startOf(node)}`);
    tree.appendSubtree(node.level, node.hash);
  }
};

/** The numbers that a cover covers. */
export const rangesOf = (cover: readonly CoverNode[]): SeqRange[] => {
  const ranges: SeqRange[] = [];
  for (const node of cover) {
    const last = ranges.at(-1);
    if (last?.to === startOf(node)) last.to = endOf(node);
    else ranges.push({ from: startOf(node), to: endOf(node) });
  }
  return ranges;
};

/** How many leaves a cover covers. */
export const leavesOf = (cover: readonly CoverNode[]): number => cover.reduce((sum, { level }) => sum + 2 ** level, 0);

/** Whether two covers are of the same leaves with the same hashes. */
export const sameCover = (one: readonly CoverNode[], other: readonly CoverNode[]): boolean =>
  one.length === other.length &&
  one.every((node, at) => node.level === other[at]?.level && node.index === other[at].index && node.hash.equals(other[at].hash));
