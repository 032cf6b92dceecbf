import { dirname } from "node:path";
import type { Disk } from "../disk/disk.ts";
import type { StorePaths } from "../layout.ts";
import { meshLinesFile, type MeshLine } from "../mesh-lines/mesh-lines-file.ts";
import { filterPath, meshLinesPath } from "../mesh-lines/mesh-lines-path.ts";

/**
 * Writes the files by which a segment is searched. They are derived: nothing waits for them to be durable, and a damaged one is noticed
 * and made anew.
 */
export const writeDerived = async (
  disk: Disk,
  paths: StorePaths,
  segment: string,
  { filter, meshLines }: { filter: Uint8Array; meshLines: Iterable<MeshLine> | AsyncIterable<MeshLine> },
): Promise<void> => {
  await writeParts(disk, filterPath(paths, segment), [filter]);
  await writeParts(disk, meshLinesPath(paths, segment), meshLinesFile(meshLines));
};

/** The files by which a segment was searched that is gone. */
export const removeDerived = async (disk: Disk, paths: StorePaths, segment: string): Promise<void> => {
  await disk.remove(filterPath(paths, segment));
  await disk.remove(meshLinesPath(paths, segment));
};

const writeParts = async (disk: Disk, path: string, parts: Iterable<Uint8Array> | AsyncIterable<Uint8Array>): Promise<void> => {
  await disk.makeFolder(dirname(path));
  const temporary = `${path}.new`;
  await disk.remove(temporary);
  const file = await disk.open(temporary, "new");
  try {
    for await (const part of parts) await file.append(part);
  } finally {
    await file.close();
  }
  await disk.rename(temporary, path);
};
