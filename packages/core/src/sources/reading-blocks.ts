import { MeshauditError } from "../model/error.ts";
import type { ReadOptions } from "./read-options.ts";
import type { Source } from "./source.ts";
import { noteRejection, type Tally } from "./tally.ts";

/** Reads a source to its end, or to where it cannot be read on, which `tally` notes. Throws when aborted. */
export async function readingBlocks(
  source: Source,
  tally: Tally,
  { signal, onProgress }: Pick<ReadOptions, "signal" | "onProgress">,
  onBlock: (block: Uint8Array) => void,
): Promise<void> {
  try {
    for await (const block of source.blocks(signal)) {
      tally.bytes += block.length;
      onBlock(block);
      onProgress?.({ bytes: tally.bytes, total: source.file?.compression === "none" ? source.file.size : null });
    }
  } catch (error) {
    if (!(error instanceof MeshauditError)) throw error;
    noteRejection(tally, { source: source.name, line: null, offset: tally.bytes, bytes: 0, reason: error.message }, true);
  }
}
