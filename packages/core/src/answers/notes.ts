import type { Timeline } from "../history/history.ts";
import type { ReadReport } from "../model/result.ts";

/** Whole sentences that a person should know about an answer: what the log could not tell, and what to do about it. */
export const notesOn = (timelines: readonly Timeline[], report: ReadReport): string[] => {
  const notes: string[] = [];
  const changes = timelines.flatMap((timeline) => timeline.changes);
  const bare = changes.filter(({ change }) => change.evidence === "unavailable").length;
  if (bare > 0 && bare === changes.length) {
    notes.push(
      "the log keeps no contents (level Metadata): set the audit policy's level for the mesh's kinds to RequestResponse to see what changed",
    );
  } else if (bare > 0) notes.push(`${bare} of ${changes.length} changes were logged without contents (level Metadata, or truncated)`);
  const gaps = timelines.flatMap((timeline) => timeline.gaps);
  const missing = gaps.reduce((sum, gap) => sum + gap.missing, 0);
  if (missing > 0)
    notes.push(
      `${missing} ${missing === 1 ? "change is" : "changes are"} missing from the log: metadata.generation proves ${missing === 1 ? "it" : "them"}`,
    );
  if (report.rejected > 0)
    notes.push(`${report.rejected} ${report.rejected === 1 ? "piece" : "pieces"} of the input could not be read as audit events`);
  return notes;
};
