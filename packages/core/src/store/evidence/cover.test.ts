import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { appendCover, coverBuilder, coverOf, joinCovers, leavesOf, rangesOf, sameCover, type Leaf } from "./cover.ts";
import { leafSum } from "./leaf-sum.ts";
import { leafHash, merkleTree } from "./merkle.ts";

const leaf = (seq: number): Leaf => ({ seq, hash: leafHash(`event ${seq}`) });
const leaves = (seqs: Iterable<number>): Leaf[] => Array.from(seqs, leaf);
const rootOf = (size: number): Buffer => {
  const tree = merkleTree();
  for (const { hash } of leaves(Array(size).keys())) tree.append(hash);
  return tree.root();
};

describe("a cover", () => {
  it("is a few subtrees of many leaves", () => {
    expect(coverOf(leaves([3, 4, 5, 6, 7, 8, 10])).map(({ level, index }) => [level, index])).toEqual([
      [0, 3],
      [2, 1],
      [0, 8],
      [0, 10],
    ]);
  });

  it("of any parts of a log gives, joined, its root, and says which numbers are in it", () => {
    fc.assert(
      fc.property(fc.array(fc.nat(3), { maxLength: 200 }), (owners) => {
        const parts = [0, 1, 2, 3].map((owner) => coverOf(leaves([...owners.keys()].filter((seq) => owners[seq] === owner))));
        const tree = merkleTree();
        appendCover(tree, joinCovers(parts));
        expect(tree.root()).toEqual(rootOf(owners.length));
        for (const [owner, part] of parts.entries()) {
          const seqs = rangesOf(part).flatMap(({ from, to }) => Array.from({ length: to - from }, (_, index) => from + index));
          expect(seqs).toEqual([...owners.keys()].filter((seq) => owners[seq] === owner));
          expect(leavesOf(part)).toBe(seqs.length);
        }
      }),
    );
  });

  it("is the same for the same leaves only", () => {
    const cover = coverOf(leaves([0, 1, 2]));
    expect(sameCover(cover, joinCovers([coverOf(leaves([1])), coverOf(leaves([0, 2]))]))).toBe(true);
    expect(sameCover(cover, coverOf(leaves([0, 1])))).toBe(false);
    expect(sameCover(cover, coverOf([leaf(0), leaf(1), { ...leaf(3), seq: 2 }]))).toBe(false);
  });

  it("is the same when leaves come in runs, wherever these are cut", () => {
    fc.assert(
      fc.property(fc.nat(70), fc.array(fc.record({ gap: fc.nat(2), length: fc.nat(40) }), { maxLength: 6 }), (first, runs) => {
        const builder = coverBuilder();
        const seqs: number[] = [];
        let next = first;
        for (const { gap, length } of runs) {
          const run = Array.from({ length }, (_, index) => next + gap + index);
          builder.addRun(next + gap, Buffer.concat(run.map((seq) => leaf(seq).hash)));
          seqs.push(...run);
          next += gap + length;
        }
        expect(sameCover(builder.nodes(), coverOf(leaves(seqs)))).toBe(true);
      }),
    );
  });

  it("is not made of leaves that come twice or out of turn, nor put where it does not belong", () => {
    expect(() => coverOf(leaves([1, 1]))).toThrow("event 1 comes twice");
    expect(() => coverOf(leaves([2, 1]))).toThrow(RangeError);
    expect(() => joinCovers([coverOf(leaves([0, 1])), coverOf(leaves([1]))])).toThrow(RangeError);
    expect(() => appendCover(merkleTree(), coverOf(leaves([1])))).toThrow("after 0 events comes number 1");
  });
});

describe("a sum of leaves", () => {
  const sumOf = (hashes: readonly Buffer[]): string => {
    const sum = leafSum();
    for (const hash of hashes) sum.add(hash);
    return sum.value().toString("hex");
  };

  it("is that of the numbers that they are, whatever their order", () => {
    const hashes = [...leaves([1, 2, 3, 4]).map(({ hash }) => hash), Buffer.alloc(32, 0xff)];
    const exact = hashes.reduce((sum, hash) => (sum + BigInt(`0x${hash.toString("hex")}`)) % 2n ** 256n, 0n);
    expect(sumOf(hashes)).toBe(exact.toString(16).padStart(64, "0"));
    expect(sumOf(hashes.toReversed())).toBe(sumOf(hashes));
    expect(sumOf(hashes.slice(1))).not.toBe(sumOf(hashes));
  });
});
