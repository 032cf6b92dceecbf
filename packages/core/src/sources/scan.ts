import type { AuditEvent } from "../model/audit-event.ts";
import type { EventSelector } from "../model/selector.ts";
import { decodeLine } from "../decode/decode-line.ts";
import { lineSearch, type LineSearch } from "../decode/line-search.ts";
import { glanceFor, type Glance } from "../decode/line-glance.ts";
import { lineScanner, type LineScanner } from "../decode/line-scanner.ts";
import { mayConcern } from "../decode/may-concern.ts";
import { needlesOf, type LineQuery } from "../decode/needles.ts";
import { maxPieceBytes } from "../decode/piece.ts";
import { noteRejection, noteTime, type Tally } from "./tally.ts";

/** What scans are for; one goal serves many, and learns from the first how to search. */
export interface ScanGoal {
  query: LineQuery | null;
  search: LineSearch;
  glance: Glance;
  /** Takes each event of a candidate line. */
  onEvent(event: AuditEvent): void;
}

export function scanGoal(selector: EventSelector, onEvent: ScanGoal["onEvent"]): ScanGoal {
  const query = needlesOf(selector);
  return { query, search: lineSearch(query), glance: glanceFor(selector), onEvent };
}

/** The source a scan reads, as far as it must know. */
export interface ScanInput {
  name: string;
  /** Its last line may still be written: torn, it hides nothing that will not come yet. */
  live: boolean;
  offset: number;
}

/** Scans one input for candidate lines, parses only these, and counts into `tally` all but the bytes. */
export function scan(goal: ScanGoal, input: ScanInput, tally: Tally): LineScanner {
  return lineScanner(goal.search, input.offset, {
    onLine(line, offset, ended) {
      if (!goal.glance(line)) return;
      for (const piece of decodeLine(line)) {
        if (piece.event !== null) {
          tally.parsed++;
          noteTime(tally, piece.event.stageTimestamp);
          goal.onEvent(piece.event);
          continue;
        }
        const raw = line.subarray(piece.offset, piece.offset + piece.bytes);
        const rejection = { source: input.name, line: null, offset: offset + piece.offset, bytes: piece.bytes, reason: piece.reason };
        noteRejection(tally, rejection, (ended || !input.live) && mayConcern(raw, piece.bytes, goal.query));
      }
    },
    onTooLong(offset, bytes) {
      noteRejection(
        tally,
        { source: input.name, line: null, offset, bytes, reason: `longer than ${maxPieceBytes / 1024 / 1024} MiB` },
        true,
      );
    },
    onTime: (time) => noteTime(tally, time),
  });
}
