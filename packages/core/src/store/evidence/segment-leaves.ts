import { coverBuilder, type CoverNode } from "./cover.ts";
import { leafSum } from "./leaf-sum.ts";
import { hashBytes } from "./merkle.ts";

/** What is signed of the leaves of a segment's events. */
export interface SegmentLeaves {
  events: number;
  cover: CoverNode[];
  /** `leafSum` of them, hex. */
  sum: string;
}

/** Gathers the leaves of a segment as its events come, and keeps no more of them than is signed. */
export interface LeafGatherer {
  /** Leaves with numbers from `seq` on, their hashes one behind the other. Throws a RangeError unless they come behind all before. */
  add(seq: number, hashes: Uint8Array): void;
  gathered(): SegmentLeaves;
}

/** No leaves yet. */
export const gatherLeaves = (): LeafGatherer => {
  const cover = coverBuilder();
  const sum = leafSum();
  let events = 0;
  return {
    add(seq, hashes) {
      for (let at = 0; at < hashes.length; at += hashBytes) sum.add(hashes, at);
      cover.addRun(seq, Buffer.from(hashes));
      events += hashes.length / hashBytes;
    },
    gathered: () => ({ events, cover: [...cover.nodes()], sum: sum.value().toString("hex") }),
  };
};
