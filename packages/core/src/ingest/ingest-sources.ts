import { setTimeout as sleep } from "node:timers/promises";
import { MeshauditError } from "../model/error.ts";
import { apiVersion, type Rejection } from "../model/result.ts";
import { blocksFrom } from "../sources/blocks-from.ts";
import type { Source } from "../sources/source.ts";
import type { StoreWriter } from "../store/store-writer.ts";
import { packThreads, type PackThreads, type PackThreadsOptions } from "./pack-threads.ts";
import { packedChunks, type PackedChunk } from "./packed-chunks.ts";
import { shownRejections, type RejectedPlace } from "./piece-packer.ts";
import type { ReadingPlaces } from "./reading-place.ts";

/** What became of the pieces of one log: read = stored + duplicate + rejected, exactly. */
export interface IngestedFile {
  source: string;
  /** Where reading began: what is before was read at another time. Bytes, decompressed. */
  resumedAt: number;
  bytes: number;
  read: number;
  stored: number;
  duplicate: number;
  rejected: number;
}

/** What an ingestion did. */
export interface IngestReport extends Omit<IngestedFile, "source" | "resumedAt"> {
  apiVersion: typeof apiVersion;
  kind: "IngestReport";
  mesh: string;
  project: string;
  files: IngestedFile[];
  /** The first 100 pieces that are no audit event; `rejected` counts all. */
  rejections: Rejection[];
}

/** How an ingestion goes about. */
export interface IngestOptions {
  writer: StoreWriter;
  places: ReadingPlaces;
  signal: AbortSignal;
  /** Logs are read on and on: a last line without an end is waited for. Else it is rejected, and tried again by the next ingestion. */
  following: boolean;
  /** Threads that help; null: none do. */
  packing: PackThreadsOptions | null;
  onProgress?: ((progress: { bytes: number; total: number | null }) => void) | undefined;
}

/** So many stretches may wait for the disk while the next is packed. */
const appendsAhead = 3;
/** What was read is made sure of every so many bytes. */
const bytesBetweenSaves = 256 * 1024 * 1024;

/** Gathers what an ingestion did. */
export const ingestTally = (): { files: IngestedFile[]; rejections: Rejection[] } => ({ files: [], rejections: [] });

/**
 * Reads what is not in the store yet of each source into it. Ends early, with everything accounted for so far, when the signal is
 * aborted. Throws what the writer throws: then nothing of the batch at hand was stored, and the same call goes on from there.
 */
export const ingestOnce = async (
  sources: readonly Source[],
  tally: ReturnType<typeof ingestTally>,
  options: IngestOptions,
): Promise<void> => {
  const threads = options.packing === null ? null : packThreads(options.packing, options.writer.redaction);
  try {
    for (const source of sources) {
      if (options.signal.aborted) return;
      await ingestSource(source, tally, options, threads);
    }
  } finally {
    await threads?.stop();
  }
};

const ingestSource = async (
  source: Source,
  tally: ReturnType<typeof ingestTally>,
  { writer, places, signal, following, onProgress }: IngestOptions,
  threads: PackThreads | null,
): Promise<void> => {
  const resumedAt = await places.of(source);
  const known = tally.files.find((file) => file.source === source.name);
  const file = known ?? { source: source.name, resumedAt, bytes: 0, read: 0, stored: 0, duplicate: 0, rejected: 0 };
  if (known === undefined) tally.files.push(file);
  const before = file.bytes;
  const total = source.file?.compression === "none" ? source.file.size - resumedAt : null;

  /** Up to where everything was packed, and up to where all of it is in the store. */
  let packed = resumedAt;
  let landed = resumedAt;
  let saved = resumedAt;
  const flying: Promise<number>[] = [];
  const land = async (most: number): Promise<void> => {
    while (flying.length > most) {
      landed = (await flying[0]) ?? landed;
      flying.shift();
    }
  };
  const save = async (): Promise<void> => {
    await places.note(source, landed);
    await places.save();
    saved = landed;
  };
  const reject = ({ line, offset, bytes, reason }: RejectedPlace): void => {
    if (tally.rejections.length >= shownRejections) return;
    tally.rejections.push({ source: source.name, line: resumedAt === 0 ? line : null, offset: resumedAt + offset, bytes, reason });
  };
  const take = ({ pieces, end }: PackedChunk): void => {
    const { events, torn, tornFrom } = pieces;
    file.read += pieces.read;
    file.rejected += pieces.rejected;
    for (const rejection of pieces.rejections) reject(rejection);
    // What a stream ends with cannot be read again.
    const isReadAgain = source.file !== null;
    if (!isReadAgain || !following) {
      file.read += torn.length;
      file.rejected += torn.length;
      for (const rejection of torn) reject(rejection);
    }
    packed = resumedAt + (isReadAgain && tornFrom !== null ? tornFrom : end);
    file.bytes = before + end;
    if (events.count === 0) return;
    const upTo = packed;
    const stored = writer.appendPacked(events).then(({ stored, duplicate }) => {
      file.stored += stored;
      file.duplicate += duplicate;
      threads?.giveBack(events.text.buffer);
      return upTo;
    });
    // Whoever waits for it is told.
    stored.catch(() => {});
    flying.push(stored);
  };

  try {
    for await (const chunk of packedChunks(blocksFrom(source, resumedAt, signal), writer.redaction, threads)) {
      take(chunk);
      await land(appendsAhead);
      if (landed - saved >= bytesBetweenSaves) await save();
      onProgress?.({ bytes: file.bytes - before, total });
    }
  } catch (error) {
    if (!signal.aborted && !(error instanceof MeshauditError && error.code.startsWith("source-"))) throw error;
    if (error instanceof MeshauditError && tally.rejections.length < shownRejections)
      tally.rejections.push({ source: source.name, line: null, offset: packed, bytes: 0, reason: error.message });
  }
  await land(0);
  landed = packed;
  await save();
};

/** The report of an ingestion. */
export const ingestReport = (
  { files, rejections }: ReturnType<typeof ingestTally>,
  { mesh, project }: { mesh: string; project: string },
): IngestReport => {
  const sum = (key: "bytes" | "read" | "stored" | "duplicate" | "rejected"): number => files.reduce((all, file) => all + file[key], 0);
  return {
    apiVersion,
    kind: "IngestReport",
    mesh,
    project,
    bytes: sum("bytes"),
    read: sum("read"),
    stored: sum("stored"),
    duplicate: sum("duplicate"),
    rejected: sum("rejected"),
    files,
    rejections,
  };
};

/**
 * Goes on reading what comes: looks at the sources every `pollEvery` ms, whichever files there are by then, until the signal is aborted.
 * A rotated file is told by its content, and read on from where it was.
 */
export const ingestOn = async (
  open: () => Promise<Source[]>,
  pollEvery: number,
  tally: ReturnType<typeof ingestTally>,
  options: IngestOptions,
  onRound: () => void | Promise<void>,
): Promise<void> => {
  const sizes = new Map<string, number>();
  while (!options.signal.aborted) {
    const sources = await open().catch((error: unknown) => {
      // In the middle of a rotation there may be no file.
      if (error instanceof MeshauditError) return [];
      throw error;
    });
    const grown = sources.filter(({ name, file }) => file !== null && sizes.get(name) !== file.size);
    await ingestOnce(grown, tally, options);
    for (const { name, file } of grown) if (file !== null) sizes.set(name, file.size);
    await onRound();
    await sleep(pollEvery, null, { signal: options.signal }).catch(() => {});
  }
};
