import { join } from "node:path";
import type { PackThreadsOptions } from "../ingest/pack-threads.ts";
import { levels } from "../model/audit-event.ts";
import type { ReadReport } from "../model/result.ts";
import type { SourceIndex } from "../model/source-index.ts";
import type { ReadOptions } from "../sources/read-events.ts";
import type { Source } from "../sources/source.ts";
import { emptyTally, noteRejection } from "../sources/tally.ts";
import { isWithin } from "../store/read/is-within.ts";
import { openStretchFile } from "../store/segments/stretch-file.ts";
import type { LogFiles } from "./child-task.ts";
import { handOverLines } from "./hand-over-lines.ts";

/** A log as the child process reads it, and what was read for it. */
export interface HandedLog {
  files: Omit<LogFiles, "columns">;
  report: ReadReport;
}

/** Milliseconds since the epoch, both ends included; null is open. */
export interface TimeSpan {
  from: number | null;
  to: number | null;
}

/**
 * Hands the events of sources within a span to the child process: a single store's segments as they lie, and what is in none of them, or
 * comes from anywhere else, in a file of lines that is written to `folder`. Events of other times may be among them. Redacted, each once.
 *
 * @param packing threads that help to read lines; null: none do.
 * @throws MeshauditError where a store cannot be read; the signal's reason.
 */
export const handOverLog = (
  sources: readonly Source[],
  span: TimeSpan,
  folder: string,
  reading: ReadOptions,
  packing: PackThreadsOptions | null,
): Promise<HandedLog> => {
  const [only, ...others] = sources;
  return only?.index?.segments !== undefined && others.length === 0
    ? segmentsOf(only.name, only.index, only.index.segments, span, folder)
    : handOverLines(sources, span, folder, reading, packing);
};

const segmentsOf = async (
  name: string,
  index: SourceIndex,
  segments: NonNullable<SourceIndex["segments"]>,
  span: TimeSpan,
  folder: string,
): Promise<HandedLog> => {
  let attempt = 0;
  const nextPath = (): string => join(folder, `new-${++attempt}.ndjson`);
  let path = nextPath();
  let file = openStretchFile(path, null);
  const newLevels = new Set<string>();
  const all = await segments(
    (lines) => {
      file.add(lines);
      // A body may have such a field too; then a level too many is named.
      for (const level of levels) if (lines.text.includes(`"level":"${level}"`)) newLevels.add(level);
    },
    () => {
      file.close();
      path = nextPath();
      file = openStretchFile(path, null);
    },
  );
  const { events, longest } = file.close();
  const extent = await index.extent();
  const wanted = all.filter((segment) => isWithin(segment, span));
  const tally = emptyTally();
  for (const { damage } of wanted)
    if (damage !== null) noteRejection(tally, { source: name, line: null, offset: 0, bytes: 0, reason: damage }, true);
  return {
    files: {
      segments: wanted.flatMap(({ path, damage }) => (damage === null ? path : [])),
      lines: events === 0 ? null : { path, longest },
    },
    report: {
      sources: [name],
      ...tally,
      from: extent.from,
      to: extent.to,
      parsed: extent.events,
      levels: levels.filter((level) => newLevels.has(level) || all.some((segment) => segment.levels.includes(level))),
      everyLineParsed: true,
    },
  };
};
