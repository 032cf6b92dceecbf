import { join } from "node:path";
import { createDecoder } from "../decode/decoder.ts";
import { canonicalEvent } from "../decode/event-hash.ts";
import { redactEvent } from "../decode/redact.ts";
import { levels, type AuditEvent } from "../model/audit-event.ts";
import type { ReadReport } from "../model/result.ts";
import type { SourceIndex } from "../model/source-index.ts";
import type { ReadOptions } from "../sources/read-events.ts";
import { readingBlocks } from "../sources/reading-blocks.ts";
import type { Source } from "../sources/source.ts";
import { emptyTally, noteRejection, noteTime } from "../sources/tally.ts";
import { columnTime } from "../store/columns/column-time.ts";
import { isPlain } from "../store/columns/plain-event.ts";
import { leafHash } from "../store/evidence/merkle.ts";
import { isWithin } from "../store/read/is-within.ts";
import { openStretchFile } from "../store/segments/stretch-file.ts";
import { nameOf } from "../store/write/new-events.ts";
import type { LogFiles } from "./child-task.ts";

/** A log as the child process reads it, and what was read for it. */
export interface HandedLog {
  files: LogFiles;
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
 * @throws MeshauditError where a store cannot be read; the signal's reason.
 */
export const handOverLog = (sources: readonly Source[], span: TimeSpan, folder: string, reading: ReadOptions): Promise<HandedLog> => {
  const [only, ...others] = sources;
  return only?.index?.segments !== undefined && others.length === 0
    ? segmentsOf(only.name, only.index, only.index.segments, span, folder)
    : linesOf(sources, span, folder, reading);
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

const linesOf = async (sources: readonly Source[], { from, to }: TimeSpan, folder: string, reading: ReadOptions): Promise<HandedLog> => {
  const path = join(folder, "log.ndjson");
  const oddSeqs = new Set<number>();
  const file = openStretchFile(path, oddSeqs);
  const tally = emptyTally();
  const seen = new Set<string>();
  const seenLevels = new Set<string>();
  let seq = 0;
  const take = (decoded: AuditEvent): void => {
    const event = redactEvent(decoded, reading.redactionKey);
    const text = canonicalEvent(event);
    const name = nameOf(leafHash(text));
    if (seen.has(name)) return void tally.duplicate++;
    seen.add(name);
    tally.parsed++;
    noteTime(tally, event.stageTimestamp);
    seenLevels.add(event.level);
    const time = columnTime(event.stageTimestamp);
    if ((from !== null && time < from) || (to !== null && time > to)) return;
    if (!isPlain(event, text)) oddSeqs.add(seq);
    file.add({ firstSeq: seq++, count: 1, text: Buffer.from(text) });
  };
  let extent: ReturnType<typeof file.close>;
  try {
    for (const source of sources) {
      const decoder = createDecoder((piece) => {
        if (piece.event !== null) return take(piece.event);
        const { line, offset, bytes, reason } = piece;
        // The last line of a live log may still be written.
        const hidesAnswer = piece.ended || !source.supports.follow;
        noteRejection(tally, { source: source.name, line, offset, bytes, reason }, hidesAnswer);
      });
      await readingBlocks(source, tally, reading, (block) => decoder.push(block));
      decoder.end();
    }
  } finally {
    extent = file.close();
  }
  return {
    files: { segments: [], lines: extent.events === 0 ? null : { path, longest: extent.longest } },
    report: {
      sources: sources.map(({ name }) => name),
      ...tally,
      levels: levels.filter((level) => seenLevels.has(level)),
      everyLineParsed: true,
    },
  };
};
