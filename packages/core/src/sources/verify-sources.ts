import type { Rejection } from "../model/result.ts";
import { createDecoder } from "../decode/decoder.ts";
import { eventHash } from "../decode/event-hash.ts";
import { addTally, noteRejection, noteTime, emptyTally, type Tally } from "./tally.ts";
import type { ReadOptions } from "./read-options.ts";
import { readingBlocks } from "./reading-blocks.ts";
import { recentHashes, type RecentHashes } from "./recent-hashes.ts";
import type { Source } from "./source.ts";

/** What became of every piece of an input: read = events + duplicate + rejected, exactly. */
export interface Account {
  /** Bytes, after decompression. */
  bytes: number;
  /** Pieces read: lines, entries of lists, documents. */
  read: number;
  events: number;
  duplicate: number;
  rejected: number;
  /** Times of the earliest and latest event, RFC 3339; null when there was none. */
  from: string | null;
  to: string | null;
}

export interface FileAccount extends Account {
  source: string;
}

export interface Verification extends Account {
  /** The first 100 pieces that are no audit event; `rejected` counts all. */
  rejections: Rejection[];
  files: FileAccount[];
}

/** How many events back a duplicate is told: a rotated copy or a resent batch lies near its twin. */
const duplicateWindow = 500_000;

/**
 * Reads and parses every line of every source and accounts for each. A duplicate is an event that is the same but for kind and
 * apiVersion as one of the last 500,000 at least; one that lies farther apart counts as an event.
 */
export async function verifySources(
  sources: readonly Source[],
  options: Pick<ReadOptions, "signal" | "onProgress">,
): Promise<Verification> {
  const hashes = recentHashes(duplicateWindow);
  const all = emptyTally();
  const files: FileAccount[] = [];
  for (const source of sources) {
    const tally = await verifySource(source, hashes, options);
    addTally(all, tally);
    files.push({ source: source.name, ...accountOf(tally) });
  }
  return { ...accountOf(all), rejections: all.rejections, files };
}

const accountOf = ({ bytes, parsed, duplicate, rejected, from, to }: Tally): Account => ({
  bytes,
  read: parsed + duplicate + rejected,
  events: parsed,
  duplicate,
  rejected,
  from,
  to,
});

async function verifySource(source: Source, hashes: RecentHashes, options: Pick<ReadOptions, "signal" | "onProgress">): Promise<Tally> {
  const tally = emptyTally();
  const decoder = createDecoder((piece) => {
    if (piece.event === null) {
      const { line, offset, bytes, reason, ended } = piece;
      noteRejection(
        tally,
        { source: source.name, line, offset, bytes, reason: ended ? reason : `${reason}: the last line has no end` },
        true,
      );
    } else if (hashes.add(eventHash(piece.event))) tally.duplicate++;
    else {
      tally.parsed++;
      noteTime(tally, piece.event.stageTimestamp);
    }
  });
  await readingBlocks(source, tally, options, (block) => decoder.push(block));
  decoder.end();
  return tally;
}
