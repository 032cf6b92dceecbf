import { type Clock, safeText, span } from "@meshaudit/client";
import type { Searched } from "@meshaudit/core";
import { bytes, counted } from "./amount.ts";

const contents = ({ levels }: Searched): string | null => {
  const [level, ...others] = levels;
  if (level === undefined) return null;
  if (others.length > 0) return `levels ${levels.join(", ")}`;
  if (level === "RequestResponse") return "contents known (RequestResponse)";
  return level === "Request" ? "contents as requested (Request)" : `no contents (${level})`;
};

const sourceLabel = ({ sources, bytes }: Searched): string => {
  if (sources.length === 1 && sources[0] === "stdin") return "standard input";
  // A store finds events without reading through others.
  return counted(sources.length, bytes === 0 ? "store" : "file");
};

/** What was read for an answer, in a line: `searched 2,435 events of 1 file, 12:18 to 12:19 UTC, contents known (RequestResponse)`. */
export const searchedLine = (searched: Searched, clock: Clock): string => {
  const { sources, parsed, duplicate, rejected, from, to, everyLineParsed } = searched;
  if (searched.bytes === 0 && sources.length === 1 && parsed === 0) return `asked ${safeText(sources[0] ?? "")}`;
  const read = everyLineParsed ? counted(parsed, "event") : bytes(searched.bytes);
  const parts = [
    `searched ${read} of ${sourceLabel(searched)}`,
    from === null || to === null ? "no event in it" : span(Date.parse(from), Date.parse(to), clock),
    everyLineParsed ? null : `${counted(parsed, "event")} parsed`,
    contents(searched),
    duplicate > 0 ? counted(duplicate, "duplicate") : null,
    rejected > 0 ? `${counted(rejected, "piece")} unreadable` : null,
  ];
  return parts.filter((part) => part !== null).join(", ");
};
