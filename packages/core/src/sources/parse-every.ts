import type { EventSelector } from "../model/selector.ts";
import { createDecoder } from "../decode/decoder.ts";
import { mayConcern } from "../decode/may-concern.ts";
import { needlesOf } from "../decode/needles.ts";
import type { Collector } from "./collector.ts";
import { exactDuplicates } from "./exact-duplicates.ts";
import type { HeldSource } from "./hold-small.ts";
import { emptyTally, noteRejection, noteTime, type Tally } from "./tally.ts";

/** Parses every line of small sources, so that each is counted as what it is. */
export function parseEvery(held: readonly HeldSource[], selector: EventSelector, wanted: Collector): Tally {
  const tally = emptyTally();
  const needles = needlesOf(selector);
  const known = exactDuplicates();
  for (const { source, blocks, failure } of held) {
    const decoder = createDecoder((piece, raw) => {
      if (piece.event === null) {
        const { line, offset, bytes, reason } = piece;
        const unfinished = !piece.ended && source.supports.follow;
        noteRejection(tally, { source: source.name, line, offset, bytes, reason }, !unfinished && mayConcern(raw, bytes, needles));
        return;
      }
      if (known.has(piece.event, raw)) {
        tally.duplicate++;
        return;
      }
      tally.parsed++;
      noteTime(tally, piece.event.stageTimestamp);
      wanted.add(piece.event);
    });
    let bytes = 0;
    for (const block of blocks) {
      bytes += block.length;
      decoder.push(block);
    }
    decoder.end();
    tally.bytes += bytes;
    if (failure !== null) noteRejection(tally, { source: source.name, line: null, offset: bytes, bytes: 0, reason: failure.message }, true);
  }
  return tally;
}
