import { type Clock, parseLength, parseTime, span } from "@meshaudit/client";
import { MeshauditError, type Searched } from "@meshaudit/core";

/**
 * The moment that `--at` and `--window` ask about, and how far around it to look.
 *
 * @throws MeshauditError `time-invalid`.
 */
export const momentOf = (at: string, window: string, clock: Clock): { at: number; from: number; to: number } => {
  const instant = parseTime(at, clock);
  const length = parseLength(window);
  return { at: instant, from: instant - length, to: instant + length };
};

/** A span that was asked about, RFC 3339, null where it is open; and what was searched for it. */
interface AskedSpan {
  from: string | null;
  to: string | null;
  searched: Searched;
}

/**
 * The error for a span without an answer that lies outside of the log; null for one that lies inside, even if nothing happened in it.
 * `flags` are what moves the span.
 */
export const emptySpan = ({ from, to, searched }: AskedSpan, flags: string, clock: Clock): MeshauditError | null => {
  if (searched.from === null || searched.to === null) return null;
  const [first, last] = [Date.parse(searched.from), Date.parse(searched.to)];
  if ((to === null || Date.parse(to) >= first) && (from === null || Date.parse(from) <= last)) return null;
  return new MeshauditError("window-empty", "the log has no event in this time", {
    hint: `it has events of ${span(first, last, clock)}: choose ${flags} within, or another log with --from`,
  });
};
