import { setTimeout as sleep } from "node:timers/promises";
import { createDecoder } from "../decode/decoder.ts";
import type { AuditEvent } from "../model/audit-event.ts";
import { MeshauditError } from "../model/error.ts";
import { apiVersion, type Rejection } from "../model/result.ts";
import { blocksFrom } from "../sources/blocks-from.ts";
import type { Source } from "../sources/source.ts";
import type { StoreWriter } from "../store/store-writer.ts";
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
  onProgress?: ((progress: { bytes: number; total: number | null }) => void) | undefined;
}

const shownRejections = 100;
/** So many events are handed to the writer at a time. */
const batchEvents = 4096;
const batchBytes = 4 * 1024 * 1024;
/** So many batches may wait for the disk while the next is decoded. */
const batchesAhead = 2;
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
  for (const source of sources) {
    if (options.signal.aborted) return;
    await ingestSource(source, tally, options);
  }
};

const ingestSource = async (source: Source, tally: ReturnType<typeof ingestTally>, options: IngestOptions): Promise<void> => {
  const { writer, places, signal, following, onProgress } = options;
  const resumedAt = await places.of(source);
  const known = tally.files.find((file) => file.source === source.name);
  const file = known ?? { source: source.name, resumedAt, bytes: 0, read: 0, stored: 0, duplicate: 0, rejected: 0 };
  if (known === undefined) tally.files.push(file);

  let events: AuditEvent[] = [];
  let bytes = 0;
  /** Up to where everything was decoded, of what was not handed over yet. */
  let decoded = resumedAt;
  let saved = resumedAt;
  const flying: Promise<number>[] = [];

  const handOver = (): void => {
    const batch = events;
    const upTo = decoded;
    events = [];
    bytes = 0;
    const stored = writer.append(batch).then(({ stored, duplicate, rejected }) => {
      file.stored += stored;
      file.duplicate += duplicate;
      file.rejected += rejected;
      if (rejected > 0 && tally.rejections.length < shownRejections)
        tally.rejections.push({
          source: source.name,
          line: null,
          offset: upTo,
          bytes: 0,
          reason: `${rejected} events before cannot be stored`,
        });
      return upTo;
    });
    // Whoever waits for it is told.
    stored.catch(() => {});
    flying.push(stored);
  };
  const land = async (most: number): Promise<void> => {
    while (flying.length > most) {
      const upTo = (await flying[0]) ?? 0;
      flying.shift();
      await places.note(source, upTo);
      if (upTo - saved < bytesBetweenSaves) continue;
      await places.save();
      saved = upTo;
    }
  };

  const decoder = createDecoder((piece) => {
    const end = resumedAt + piece.offset + piece.bytes;
    const torn = piece.event === null && !piece.ended && source.file !== null;
    if (torn && following) return;
    file.read++;
    if (piece.event === null) {
      file.rejected++;
      const { line, bytes: length, reason } = piece;
      if (tally.rejections.length < shownRejections)
        tally.rejections.push({
          source: source.name,
          line: resumedAt === 0 ? line : null,
          offset: end - piece.bytes,
          bytes: length,
          reason,
        });
    } else {
      events.push(piece.event);
      bytes += piece.bytes;
    }
    if (!torn) decoded = end;
  });
  try {
    for await (const block of blocksFrom(source, resumedAt, signal)) {
      decoder.push(block);
      file.bytes += block.length;
      if (events.length >= batchEvents || bytes >= batchBytes) handOver();
      await land(batchesAhead);
      onProgress?.({ bytes: file.bytes, total: source.file?.compression === "none" ? source.file.size - resumedAt : null });
    }
    decoder.end();
  } catch (error) {
    if (!signal.aborted && !(error instanceof MeshauditError && error.code.startsWith("source-"))) throw error;
    if (error instanceof MeshauditError && tally.rejections.length < shownRejections)
      tally.rejections.push({ source: source.name, line: null, offset: decoded, bytes: 0, reason: error.message });
  }
  if (events.length > 0) handOver();
  await land(0);
  await places.note(source, decoded);
  await places.save();
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
