import { dateAndTime, exactTime } from "@meshaudit/client";
import type { JsonValue, ReportColumn } from "@meshaudit/core";
import { count } from "../amount.ts";
import type { ViewOptions } from "../view.ts";
import { shareWords } from "./share.ts";

/** The value of a cell as people read it, as a stranger wrote it: not yet safe for a terminal. */
export const cellText = (
  value: JsonValue | undefined,
  { type }: ReportColumn,
  { clock, wide }: Pick<ViewOptions, "clock" | "wide">,
): string => {
  if (value === null || value === undefined || value === "") return "-";
  if (typeof value === "object") return JSON.stringify(value);
  if (type === "number" && typeof value === "number" && Number.isInteger(value)) return count(value);
  if (type === "share" && typeof value === "number") return shareWords(value);
  const instant = type === "time" && typeof value === "string" ? Date.parse(value) : Number.NaN;
  if (Number.isFinite(instant)) return wide ? exactTime(instant, clock.zone) : dateAndTime(instant, clock);
  return String(value);
};
