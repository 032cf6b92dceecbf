import { join } from "node:path";
import { packThreads, type PackThreads, type PackThreadsOptions } from "../ingest/pack-threads.ts";
import { packedChunks } from "../ingest/packed-chunks.ts";
import type { PackedPieces } from "../ingest/piece-packer.ts";
import { MeshauditError } from "../model/error.ts";
import { levels } from "../model/audit-event.ts";
import type { ReadOptions } from "../sources/read-events.ts";
import type { Source } from "../sources/source.ts";
import { emptyTally, noteRejection, type Tally } from "../sources/tally.ts";
import { openStretchFile } from "../store/segments/stretch-file.ts";
import { chosenOf, type PackedEvents, type Redaction } from "../store/write/packed-events.ts";
import type { HandedLog, TimeSpan } from "./hand-over-log.ts";
import { packedTimes } from "./packed-times.ts";
import { seenHashes } from "./seen-hashes.ts";

/** A source's bytes, which `tally` counts. */
async function* counted(source: Source, tally: Tally, { signal, onProgress }: ReadOptions): AsyncGenerator<Uint8Array> {
  const total = source.file?.compression === "none" ? source.file.size : null;
  for await (const block of source.blocks(signal)) {
    tally.bytes += block.length;
    yield block;
    onProgress?.({ bytes: tally.bytes, total });
  }
}

/** Notes what of a stretch is no event. */
const noteRejections = (tally: Tally, source: Source, { rejected, rejections, torn }: PackedPieces): void => {
  for (const place of rejections) noteRejection(tally, { source: source.name, ...place }, true);
  tally.rejected += rejected - rejections.length;
  // The last line of a live log may still be written.
  for (const place of torn) noteRejection(tally, { source: source.name, ...place }, !source.supports.follow);
};

/**
 * Hands the events of sources within a span to the child process in a file of lines that is written to `folder`. Redacted, each once.
 *
 * @param packing threads that help; null: none do.
 * @throws the signal's reason.
 */
export const handOverLines = async (
  sources: readonly Source[],
  { from, to }: TimeSpan,
  folder: string,
  reading: ReadOptions,
  packing: PackThreadsOptions | null,
): Promise<HandedLog> => {
  const redaction: Redaction = { key: reading.redactionKey, paths: [] };
  const threads = packing === null ? null : packThreads(packing, redaction);
  const path = join(folder, "log.ndjson");
  const oddSeqs = new Set<number>();
  const file = openStretchFile(path, oddSeqs);
  const tally = emptyTally();
  const seen = seenHashes();
  const noteTimes = packedTimes(tally);
  const seenLevels = new Set<string>();
  let seq = 0;
  const take = (events: PackedEvents): void => {
    const { count, hashes, times } = events;
    const isWanted = seen(hashes, count);
    let wanted = 0;
    for (let place = 0; place < count; place++) {
      if (isWanted[place] === 0) {
        tally.duplicate++;
        continue;
      }
      tally.parsed++;
      const time = times[place] ?? 0;
      if ((from !== null && time < from) || (to !== null && time > to)) isWanted[place] = 0;
      else wanted++;
    }
    noteTimes(events);
    for (const level of events.levels) seenLevels.add(level);
    const chosen = wanted === count ? events : chosenOf(events, isWanted);
    for (const place of chosen.odd) oddSeqs.add(seq + place);
    file.add({ firstSeq: seq, count: wanted, text: Buffer.from(chosen.text.buffer, chosen.text.byteOffset, chosen.text.length) });
    seq += wanted;
  };
  let extent: ReturnType<typeof file.close>;
  try {
    for (const source of sources) await takeAll(source, tally, reading, threads, redaction, take);
  } finally {
    extent = file.close();
    await threads?.stop();
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

const takeAll = async (
  source: Source,
  tally: Tally,
  reading: ReadOptions,
  threads: PackThreads | null,
  redaction: Redaction,
  take: (events: PackedEvents) => void,
): Promise<void> => {
  try {
    for await (const { pieces } of packedChunks(counted(source, tally, reading), redaction, threads)) {
      noteRejections(tally, source, pieces);
      take(pieces.events);
      threads?.giveBack(pieces.events.text.buffer);
    }
  } catch (error) {
    if (!(error instanceof MeshauditError)) throw error;
    noteRejection(tally, { source: source.name, line: null, offset: tally.bytes, bytes: 0, reason: error.message }, true);
  }
};
