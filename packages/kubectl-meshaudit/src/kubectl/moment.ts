import { type Clock, parseLength, parseTime, span } from "@meshaudit/client";
import { MeshauditError, type ChangeSet } from "@meshaudit/core";

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

/** The error for a window that lies outside of the log; null for one that lies inside, even if nothing changed in it. */
export const emptyWindow = ({ ranked, searched, from, to }: ChangeSet, clock: Clock): MeshauditError | null => {
  if (ranked.length > 0 || searched.from === null || searched.to === null) return null;
  const [first, last] = [Date.parse(searched.from), Date.parse(searched.to)];
  if (Date.parse(to) >= first && Date.parse(from) <= last) return null;
  return new MeshauditError("window-empty", "the log has no event in this window", {
    hint: `it has events of ${span(first, last, clock)}: choose --at within, or another log with --from`,
  });
};
