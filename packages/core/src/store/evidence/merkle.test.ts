import { createHash } from "node:crypto";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { leafHash, merkleTree, nodeHash } from "./merkle.ts";

const sha256 = (...parts: (string | Buffer)[]): Buffer =>
  createHash("sha256")
    .update(Buffer.concat(parts.map((part) => Buffer.from(part))))
    .digest();

/** MTH of RFC 9162, 2.1.1, as it is written there. */
const rootOf = (entries: string[]): Buffer => {
  const [only] = entries;
  if (only === undefined) return sha256("");
  if (entries.length === 1) return sha256(Buffer.of(0), only);
  let k = 1;
  while (k * 2 < entries.length) k *= 2;
  return sha256(Buffer.of(1), rootOf(entries.slice(0, k)), rootOf(entries.slice(k)));
};

const treeOf = (entries: string[]) => {
  const tree = merkleTree();
  for (const entry of entries) tree.append(leafHash(entry));
  return tree;
};

describe("a Merkle tree", () => {
  it("has the root that the RFC defines, at every size", () => {
    const entries = Array.from({ length: 70 }, (_, index) => `event ${index}`);
    for (let size = 0; size <= entries.length; size++)
      expect(treeOf(entries.slice(0, size)).root()).toEqual(rootOf(entries.slice(0, size)));
  });

  it("has the roots that are known for it", () => {
    // Of no entry and of one empty entry, as Certificate Transparency's test vectors have them.
    expect(merkleTree().root().toString("hex")).toBe("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    expect(treeOf([""]).root().toString("hex")).toBe("6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d");
  });

  it("goes on from its frontier as if it had never stopped", () => {
    fc.assert(
      fc.property(fc.array(fc.string(), { maxLength: 40 }), fc.nat(40), (entries, at) => {
        const before = treeOf(entries.slice(0, at));
        const after = merkleTree({ size: before.size, frontier: before.frontier() });
        for (const entry of entries.slice(at)) after.append(leafHash(entry));
        expect(after.root()).toEqual(rootOf(entries));
        expect(after.size).toBe(entries.length);
      }),
    );
  });

  it("takes whole subtrees where they fit, and nowhere else", () => {
    const tree = treeOf(["a", "b"]);
    tree.appendSubtree(1, nodeHash(leafHash("c"), leafHash("d")));
    tree.append(leafHash("e"));
    expect(tree.root()).toEqual(rootOf(["a", "b", "c", "d", "e"]));
    expect(() => tree.appendSubtree(1, leafHash("f"))).toThrow("cannot begin at 5");
    expect(() => merkleTree({ size: 3, frontier: [] })).toThrow("no frontier of 3");
  });

  it("tells two leaves from one whose text is their node", () => {
    const forged = Buffer.concat([leafHash("a"), leafHash("b")]).toString("latin1");
    expect(leafHash(forged)).not.toEqual(treeOf(["a", "b"]).root());
  });
});
