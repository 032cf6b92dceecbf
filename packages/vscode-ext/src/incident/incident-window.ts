import { parseLength, parseTime, shortDate, span, type Clock } from "@meshaudit/client";
import { MeshauditError } from "@meshaudit/core";
import * as l10n from "@vscode/l10n";

/** A moment, and how far around it to look; all in ms. */
export interface IncidentWindow {
  at: number;
  /** How far before the moment, and after it. */
  length: number;
}

/** The lengths that are offered. */
export const offeredLengths = ["5m", "15m", "1h", "6h"] as const;

const problemIn = (parse: () => unknown): string | null => {
  try {
    parse();
    return null;
  } catch (error) {
    if (!(error instanceof MeshauditError)) throw error;
    return error.hint === null ? error.message : `${error.message}: ${error.hint}`;
  }
};

/** What a person typed as a time; nothing is now. */
const meant = (text: string): string => (text.trim() === "" ? "now" : text);

/** Whether a time moves on: `now`, or nothing at all. */
export const isNow = (text: string): boolean => meant(text).trim() === "now";

/**
 * The instant that a person means, in ms since the epoch.
 *
 * @throws MeshauditError `time-invalid`.
 */
export const momentIn = (text: string, clock: Clock): number => parseTime(meant(text), clock);

/** What is wrong with a time as it is typed; null for a good one. */
export const timeProblem = (text: string, clock: Clock): string | null =>
  problemIn(() => momentIn(text, clock)) ?? (momentIn(text, clock) > clock.now ? l10n.t("That time is yet to come.") : null);

/** What is wrong with a length of time as it is typed; null for a good one. */
export const lengthProblem = (text: string): string | null => problemIn(() => parseLength(text));

/** `around Nov 24 14:05` and `13:50 to 14:20`, for the title of the view. */
export const windowWords = ({ at, length }: IncidentWindow, clock: Clock): { title: string; description: string } => ({
  title: l10n.t("Around {0}", shortDate(at, clock)),
  description: span(at - length, at + length, clock),
});

/** What to say where nothing changed: what was looked at, and where there is something to look at. `log` is the span of the log's events. */
export const nothingChanged = ({ at, length }: IncidentWindow, log: { from: number; to: number } | null, clock: Clock): string => {
  const nothing = l10n.t("Nothing of the mesh changed from {0}.", span(at - length, at + length, clock));
  if (log === null) return `${nothing} ${l10n.t("A wider window may show more.")}`;
  const within = at + length >= log.from && at - length <= log.to;
  const has = span(log.from, log.to, clock);
  return within
    ? `${nothing} ${l10n.t("The log has events from {0}: a wider window may show more.", has)}`
    : `${nothing} ${l10n.t("The log has only events from {0}: choose a time within, or another log.", has)}`;
};
