import { exactTime, safeText, span } from "@meshaudit/client";
import type { StoreStatus } from "@meshaudit/core";
import { renderTable } from "../terminal/table.ts";
import { bytes, count, counted } from "./amount.ts";
import type { ViewOptions } from "./view.ts";

/** How long a project keeps events, in words. */
export const keptFor = ({ days, bytes: most }: StoreStatus["retention"]): string => {
  if (days === null && most === null) return "for ever";
  return [...(days === null ? [] : [counted(days, "day")]), ...(most === null ? [] : [`no more than ${bytes(most)}`])].join(", ");
};

/** What a store holds, day by day, and where it has gaps. */
export const renderStoreStatus = (status: StoreStatus, options: ViewOptions): string[] => {
  const { clock, style, wide, withHeaders } = options;
  const { from, to, bytes: size, gaps } = status;
  const facts: [string, string][] = [
    ["mesh", safeText(status.mesh)],
    ["project", safeText(status.project)],
    ["events", `${count(status.events)}${from === null || to === null ? "" : `, ${span(Date.parse(from), Date.parse(to), clock)}`}`],
    ["levels", status.levels.join(", ") || "none sealed yet"],
    ["kept", keptFor(status.retention)],
    ["on disk", `${bytes(size.total)}: ${counted(status.segments, "segment")} of ${bytes(size.segments)}, index ${bytes(size.index)}`],
    ["journal", `${counted(status.unsealed, "event")}, ${bytes(size.journal)}`],
    ["writer", status.isWritten ? "running" : "none"],
  ];
  const rows = status.days.map(({ day, events, segments, bytes: ofDay }) => ({
    cells: [day, count(events), count(segments), bytes(ofDay)].map((text) => ({ text })),
  }));
  const shown = wide ? gaps : gaps.slice(-10);
  return [
    ...(withHeaders ? facts.map(([name, value]) => `${style.strong(name.padEnd(8))} ${value}`) : []),
    ...(withHeaders && rows.length > 0 ? [""] : []),
    ...renderTable({ headers: ["DAY (UTC)", "EVENTS", "SEGMENTS", "SIZE"], rows }, options),
    ...status.unreadable.map(
      (segment) => `${style.medium("!")} the segment ${safeText(segment)} is missing or damaged: kubectl meshaudit store verify`,
    ),
    ...(withHeaders && gaps.length > 0
      ? [
          "",
          `${style.medium("!")} ${counted(gaps.length, "gap")} of more than 10 minutes without a single event:`,
          ...shown.map((gap) => `  ${exactTime(Date.parse(gap.from), clock.zone)} to ${exactTime(Date.parse(gap.to), clock.zone)}`),
          ...(gaps.length > shown.length ? [`  and ${count(gaps.length - shown.length)} before them (-o wide)`] : []),
        ]
      : []),
  ];
};
