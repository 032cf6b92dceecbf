import type { AuditEvent } from "../model/audit-event.ts";
import type { EventSelector } from "../model/selector.ts";
import { createDecoder } from "../decode/decoder.ts";
import { decodeLine } from "../decode/decode-line.ts";
import { lineSearch, type LineSearch } from "../decode/line-search.ts";
import { glanceFor, isBareRead, type Glance } from "../decode/line-glance.ts";
import { lineScanner, type LineScanner } from "../decode/line-scanner.ts";
import { mayConcern } from "../decode/may-concern.ts";
import { needlesOf, type LineQuery } from "../decode/needles.ts";
import { repeatedReads, type RepeatedReads } from "../decode/repeated-reads.ts";
import { tooLong, type Piece } from "../decode/piece.ts";
import { noteRejection, noteTime, type Tally } from "./tally.ts";

/** What scans are for; one goal serves many, and learns from the first how to search. */
export interface ScanGoal {
  query: LineQuery | null;
  search: LineSearch;
  glance: Glance;
  /** null when every read is wanted, also those that tell nothing new. */
  reads: RepeatedReads | null;
  /** Takes each event of a candidate line. */
  onEvent(event: AuditEvent): void;
}

/**
 * What a selector makes scans look for; `onEvent` takes each event of a line that may hold what is wanted. `tellingOnly`: reads that tell
 * nothing of an object are not even parsed, so that their levels go unseen.
 */
export function scanGoal(selector: EventSelector, onEvent: ScanGoal["onEvent"], tellingOnly = false): ScanGoal {
  const query = needlesOf(selector);
  const byTelling = !selector.everything && selector.auditIDs.length === 0;
  const wanted = glanceFor(selector);
  const glance: Glance = tellingOnly && byTelling ? (line) => wanted(line) && !isBareRead(line) : wanted;
  return { query, search: lineSearch(query), glance, reads: byTelling ? repeatedReads() : null, onEvent };
}

/** The source a scan reads, as far as it must know. */
export interface ScanInput {
  name: string;
  /** Its last line may still be written: torn, it hides nothing that will not come yet. */
  live: boolean;
  /** Its JSON runs over lines: all of it is parsed. */
  documents: boolean;
  offset: number;
}

/** Scans one input for candidate lines, parses only these, and counts into `tally` all but the bytes. */
export function scan(goal: ScanGoal, input: ScanInput, tally: Tally): LineScanner {
  const note = (piece: Piece, raw: Uint8Array, line: number | null, offset: number, ended: boolean): void => {
    if (piece.event === null) {
      const rejection = { source: input.name, line, offset, bytes: piece.bytes, reason: piece.reason };
      noteRejection(tally, rejection, (ended || !input.live) && mayConcern(raw, piece.bytes, goal.query));
      return;
    }
    tally.parsed++;
    noteTime(tally, piece.event.stageTimestamp);
    goal.onEvent(piece.event);
  };
  if (input.documents) return createDecoder((piece, raw) => note(piece, raw, piece.line, piece.offset, piece.ended));
  return lineScanner(goal.search, input.offset, {
    onLine(line, offset, ended) {
      if (!goal.glance(line)) return;
      const mark = goal.reads?.markOf(line) ?? null;
      if (mark !== null && goal.reads?.has(mark) === true) return;
      const pieces = decodeLine(line);
      for (const piece of pieces) note(piece, line.subarray(piece.offset, piece.offset + piece.bytes), null, offset + piece.offset, ended);
      if (mark !== null && pieces.length === 1 && pieces[0]?.event) goal.reads?.note(mark);
    },
    onTooLong(offset, bytes) {
      note({ offset, bytes, event: null, reason: tooLong }, Buffer.alloc(0), null, offset, true);
    },
    onTime: (time) => noteTime(tally, time),
  });
}
