import { closeSync, openSync, writeSync } from "node:fs";
import { withCauses } from "../answers/causes.ts";
import type { Reading } from "../answers/reading.ts";
import { meshPatterns } from "../kinds/mesh-patterns.ts";
import { MeshauditError } from "../model/error.ts";
import type { ReadReport } from "../model/result.ts";
import { emptyTally } from "../sources/tally.ts";
import { changeRow } from "./change-rows.ts";
import { changesPath, type LineFile } from "./child-task.ts";

/** What is told of sources that nothing was read from. */
export const nothingRead = (sources: string[]): ReadReport => ({ sources, ...emptyTally(), levels: [], everyLineParsed: true });

/**
 * Writes all changes of the mesh's objects, with what set deletions off, as rows of `changes` to a file in `folder`.
 *
 * @param mayBeEmpty whether it is no error that there are no events at all, as of a store.
 */
export const handOverChanges = async (
  reading: Reading,
  folder: string,
  mayBeEmpty: boolean,
): Promise<{ file: LineFile; report: ReadReport }> => {
  const { timelines, report } = await reading.histories(meshPatterns(null)).catch((error: unknown) => {
    if (mayBeEmpty && error instanceof MeshauditError && error.code === "source-empty") return { timelines: [], report: nothingRead([]) };
    throw error;
  });
  const path = changesPath(folder);
  const file = openSync(path, "wx");
  let longest = 0;
  try {
    for (const { object, changes } of await withCauses(timelines, reading)) {
      for (const { change } of changes) {
        const line = Buffer.from(`${JSON.stringify(changeRow(object, change))}\n`);
        for (let at = 0; at < line.length;) at += writeSync(file, line, at, line.length - at);
        longest = Math.max(longest, line.length);
      }
    }
  } finally {
    closeSync(file);
  }
  return { file: { path, longest }, report };
};
