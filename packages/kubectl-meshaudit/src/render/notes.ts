import type { Answer } from "@meshaudit/core";
import type { Origin } from "../config/choose-sources.ts";
import { safeText } from "../terminal/safe-text.ts";
import type { Style } from "../terminal/style.ts";
import { counted } from "./amount.ts";
import { rejectionLine } from "./verification.ts";

/** How many unreadable pieces are named one by one. */
const mostNamed = 5;

/** What a person should know about an answer, for standard error: its notes, and what of the log could not be read. */
export const notesOn = ({ notes, report }: Answer<unknown>, style: Style): string[] => {
  const { rejected, rejections, mayHideAnswer } = report;
  const lines = notes.map((note) => `${style.low("note:")} ${safeText(note)}`);
  if (!mayHideAnswer) return lines;
  return [
    ...lines,
    `${style.medium("warning:")} ${counted(rejected, "piece")} of the log could not be read and may hold a part of the answer`,
    ...rejections.slice(0, mostNamed).map((rejection) => `  ${rejectionLine(rejection)}`),
  ];
};

/** How to get better answers than the live cluster's. */
export const hintsOn = (origin: Origin, style: Style): string[] =>
  origin.kind === "live"
    ? [
        `${style.low("hint:")} the API server's audit log knows who: get it from --audit-log-path or your cloud's log service, then kubectl meshaudit use FILE`,
      ]
    : [];
