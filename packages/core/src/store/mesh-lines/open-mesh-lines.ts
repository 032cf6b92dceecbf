import type { Disk } from "../disk/disk.ts";
import { isMissing } from "../disk/disk-error.ts";
import { blocksOf, linesOf, listBytesOf, trailerBytes, type MeshBlock, type MeshLine } from "./mesh-lines-file.ts";

/** A file of lines that is read by block. */
export interface MeshLines {
  blocks: MeshBlock[];
  /** null when the block is damaged. */
  read(block: MeshBlock): Promise<MeshLine[] | null>;
}

/** So many last bytes hold the list of blocks of most files. */
const tailBytes = 16 * 1024;

/** Opens a file of lines; null when there is none, or it is damaged: it is derived, and the segment itself answers then. */
export const openMeshLines = async (disk: Disk, path: string): Promise<MeshLines | null> => {
  const tail = await lastBytes(disk, path).catch((error: unknown) => {
    if (isMissing(error)) return null;
    throw error;
  });
  if (tail === null) return null;
  const trailer = tail.bytes.subarray(-trailerBytes);
  const length = listBytesOf(trailer);
  if (length === null || length + trailerBytes > tail.size) return null;
  const whole = length + trailerBytes <= tail.bytes.length;
  const list = whole
    ? tail.bytes.subarray(-trailerBytes - length, -trailerBytes)
    : await disk.readAt(path, tail.size - trailerBytes - length, length);
  const blocks = blocksOf(list, trailer);
  if (blocks === null) return null;
  return { blocks, read: async ({ offset, bytes }) => linesOf(await disk.readAt(path, offset, bytes)) };
};

const lastBytes = async (disk: Disk, path: string): Promise<{ size: number; bytes: Uint8Array } | null> => {
  const size = await disk.size(path);
  if (size < trailerBytes) return null;
  const length = Math.min(size, tailBytes);
  return { size, bytes: await disk.readAt(path, size - length, length) };
};
