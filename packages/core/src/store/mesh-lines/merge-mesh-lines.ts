import { compareMeshLines, type MeshLine } from "./mesh-lines-file.ts";
import type { MeshLines } from "./open-mesh-lines.ts";

/** A file that is read from its start, a block at a time. */
interface Cursor {
  file: MeshLines;
  block: number;
  lines: MeshLine[];
  at: number;
}

/**
 * The lines of several files in one order, holding a block of each at a time. Rejects with an error without a message for people when a
 * block is damaged: the lines are then to be made from the segments.
 */
export async function* mergeMeshLines(files: readonly MeshLines[]): AsyncGenerator<MeshLine> {
  const cursors: Cursor[] = [];
  for (const file of files) {
    const cursor: Cursor = { file, block: 0, lines: [], at: 0 };
    if (await hasNext(cursor)) cursors.push(cursor);
  }
  while (cursors.length > 0) {
    const least = leastOf(cursors);
    const line = least?.lines[least.at];
    if (least === undefined || line === undefined) return;
    yield line;
    least.at++;
    if (!(await hasNext(least))) cursors.splice(cursors.indexOf(least), 1);
  }
}

const leastOf = (cursors: readonly Cursor[]): Cursor | undefined => {
  let least = cursors[0];
  for (const cursor of cursors) {
    const [line, other] = [cursor.lines[cursor.at], least?.lines[least.at]];
    if (line !== undefined && other !== undefined && compareMeshLines(line, other) < 0) least = cursor;
  }
  return least;
};

const hasNext = async (cursor: Cursor): Promise<boolean> => {
  while (cursor.at >= cursor.lines.length) {
    const block = cursor.file.blocks[cursor.block++];
    if (block === undefined) return false;
    const lines = await cursor.file.read(block);
    if (lines === null) throw new Error("a block of the mesh's lines is damaged");
    cursor.lines = lines;
    cursor.at = 0;
  }
  return true;
};
