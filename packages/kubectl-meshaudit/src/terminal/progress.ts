import type { ReadProgress } from "@meshaudit/core";
import { bytes } from "../render/amount.ts";

/** Where progress is shown, and the clock it goes by, in ms. */
export interface ProgressScreen {
  isTerminal: boolean;
  write(text: string): void;
  now(): number;
}

/** A line about a long read, on a terminal only. */
export interface ProgressLine {
  update(progress: ReadProgress): void;
  /** Takes the line away. */
  clear(): void;
}

/** Reads shorter than this show nothing. */
const patience = 1000;
const interval = 100;
const eraseLine = "\r\u001b[K";

const label = ({ bytes: read, total }: ReadProgress): string => {
  if (total === null || total === 0) return `reading the log: ${bytes(read)}`;
  return `reading the log: ${bytes(read)} of ${bytes(total)}, ${Math.min(100, Math.floor((read / total) * 100))} %`;
};

/** A progress line that appears once a read takes more than a second. */
export const createProgress = ({ isTerminal, write, now }: ProgressScreen): ProgressLine => {
  const start = now();
  let last = start;
  let shown = false;
  return {
    update: (progress) => {
      const time = now();
      if (!isTerminal || time - start < patience || (shown && time - last < interval)) return;
      last = time;
      shown = true;
      write(eraseLine + label(progress));
    },
    clear: () => {
      if (shown) write(eraseLine);
      shown = false;
    },
  };
};
