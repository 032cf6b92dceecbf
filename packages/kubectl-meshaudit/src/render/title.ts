import { ageInWords, type Clock } from "@meshaudit/client";
import type { Change } from "@meshaudit/core";
import { counted } from "./amount.ts";

/** `VirtualService bookinfo/reviews · 9 changes, the last 4 minutes ago` */
export const titleOf = (what: string, changes: readonly Change[], clock: Clock): string => {
  if (changes.length === 0) return `${what} · no changes`;
  const last = ageInWords(Math.max(...changes.map(({ time }) => Date.parse(time))), clock);
  return `${what} · ${counted(changes.length, "change")}${changes.length === 1 ? "" : ", the last"} ${last}`;
};
