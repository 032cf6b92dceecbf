import { MeshauditError } from "../model/error.ts";
import type { ReadOptions } from "./read-options.ts";
import type { Source } from "./source.ts";

/** A source's whole content. */
export interface HeldSource {
  source: Source;
  blocks: Uint8Array[];
  /** Why it could not be read to its end; null when it was. */
  failure: MeshauditError | null;
}

/** Compressed logs grow eightfold at the least. */
const leastGrowth = 8;

/** The contents of all sources when they are of no more than `limit` bytes together, decompressed; else null. */
export async function holdSmall(sources: readonly Source[], limit: number, { signal }: ReadOptions): Promise<HeldSource[] | null> {
  const least = sources.reduce(
    (sum, { file }) => sum + (file === null ? 0 : file.compression === "none" ? file.size : file.size * leastGrowth),
    0,
  );
  if (least > limit) return null;
  const held: HeldSource[] = [];
  let bytes = 0;
  for (const source of sources) {
    const one: HeldSource = { source, blocks: [], failure: null };
    held.push(one);
    try {
      for await (const block of source.blocks(signal)) {
        bytes += block.length;
        if (bytes > limit) return null;
        one.blocks.push(Uint8Array.from(block));
      }
    } catch (error) {
      if (!(error instanceof MeshauditError)) throw error;
      one.failure = error;
    }
  }
  return held;
}
