import type { Source } from "./source.ts";

/** The first bytes of a source, decompressed; less when it is shorter. A damaged source gives what comes before the damage. */
export async function headOf(source: Source, bytes: number): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  let length = 0;
  try {
    for await (const block of source.blocks()) {
      parts.push(Uint8Array.from(block));
      length += block.length;
      if (length >= bytes) break;
    }
  } catch (error) {
    if (length === 0) throw error;
  }
  return Buffer.concat(parts).subarray(0, bytes);
}
