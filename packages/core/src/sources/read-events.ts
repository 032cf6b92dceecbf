import { MeshauditError } from "../model/error.ts";
import type { AuditEvent } from "../model/audit-event.ts";
import type { ReadReport } from "../model/result.ts";
import type { EventSelector } from "../model/selector.ts";
import { createDecoder } from "../decode/decoder.ts";
import { eventHash } from "../decode/event-hash.ts";
import { mayConcern } from "../decode/may-concern.ts";
import { needlesOf } from "../decode/needles.ts";
import { collector } from "./collector.ts";
import { noteRejection, noteTime, emptyTally } from "./tally.ts";
import type { Source } from "./source.ts";

export interface ReadProgress {
  /** Bytes read so far, after decompression. */
  bytes: number;
  /** null while it cannot be told, as with compressed files. */
  total: number | null;
}

export interface ReadOptions {
  /** Secrets are replaced by a hash under this key, see `redactEvent`. */
  redactionKey: Uint8Array;
  /** The scan worker's entry file; null reads in this thread only. */
  worker: URL | null;
  /** How many threads may read, this one counted. */
  threads: number;
  signal?: AbortSignal | undefined;
  onProgress?: ((progress: ReadProgress) => void) | undefined;
}

/**
 * The events of all sources that a selector wants: redacted, cut to what is asked for, without duplicates, in an order that does not
 * depend on how the input is split; and what was read for them.
 */
export async function readEvents(
  sources: readonly Source[],
  selector: EventSelector,
  options: ReadOptions,
): Promise<{ events: AuditEvent[]; report: ReadReport }> {
  const tally = emptyTally();
  const wanted = collector(selector, options.redactionKey);
  const needles = needlesOf(selector);
  const hashes = new Set<string>();
  const total = sources.reduce<number | null>(
    (sum, { file }) => (sum === null || file === null || file.compression !== "none" ? null : sum + file.size),
    0,
  );
  for (const source of sources) {
    const start = tally.bytes;
    const decoder = createDecoder((piece, raw) => {
      if (piece.event === null) {
        const { line, offset, bytes, reason } = piece;
        const unfinished = !piece.ended && source.supports.follow;
        noteRejection(tally, { source: source.name, line, offset, bytes, reason }, !unfinished && mayConcern(raw, bytes, needles));
        return;
      }
      const hash = eventHash(piece.event);
      if (hashes.has(hash)) tally.duplicate++;
      else {
        hashes.add(hash);
        tally.parsed++;
        noteTime(tally, piece.event.stageTimestamp);
        wanted.add(piece.event);
      }
    });
    try {
      for await (const block of source.blocks(options.signal)) {
        tally.bytes += block.length;
        decoder.push(block);
        options.onProgress?.({ bytes: tally.bytes, total });
      }
    } catch (error) {
      if (!(error instanceof MeshauditError)) throw error;
      const offset = tally.bytes - start;
      noteRejection(tally, { source: source.name, line: null, offset, bytes: 0, reason: error.message }, true);
    }
    decoder.end();
  }
  return {
    events: wanted.kept().map(({ event }) => event),
    report: { sources: sources.map(({ name }) => name), ...tally, levels: wanted.levels(), everyLineParsed: true },
  };
}
