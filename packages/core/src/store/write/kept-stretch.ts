import { mkdtempSync, rmSync } from "node:fs";
import { join } from "node:path";
import { openStretchFile, type StoredLines, type StretchFile } from "../segments/stretch-file.ts";

/** A stretch's events as DuckDB will read them. */
export interface ReadyStretch {
  path: string;
  events: number;
  /** Bytes of its longest line. */
  longest: number;
}

/**
 * Writes a stretch's events for DuckDB as they become durable, so that a seal need not read them back from the journal: that took as long
 * as DuckDB itself. It is derived: whatever goes wrong with it, the journal has them.
 */
export interface KeptStretch {
  add(lines: StoredLines): void;
  /** null: they are to be read from the journal. */
  ready(): ReadyStretch | null;
  remove(): void;
}

/** `folder`: on the local file system. `odd`: numbers of events that are not plain, known before they are added. */
export const keepStretch = (folder: string, odd: ReadonlySet<number>): KeptStretch => {
  let own: string | null = null;
  let file: StretchFile | null = null;
  let ready: ReadyStretch | null = null;
  let isLost = false;

  const lose = (): void => {
    isLost = true;
    remove();
  };
  const remove = (): void => {
    try {
      if (ready === null) file?.close();
      if (own !== null) rmSync(own, { recursive: true, force: true });
    } catch {
      // It goes with the folder.
    }
    [own, file, ready] = [null, null, null];
  };
  const pathIn = (folder: string): string => join(folder, "lines.ndjson");

  return {
    add(lines) {
      if (isLost) return;
      try {
        own ??= mkdtempSync(join(folder, "stretch-"));
        file ??= openStretchFile(pathIn(own), odd);
        file.add(lines);
      } catch {
        lose();
      }
    },
    ready() {
      if (ready !== null || isLost || file === null || own === null) return ready;
      try {
        ready = { path: pathIn(own), ...file.close() };
      } catch {
        lose();
      }
      return ready;
    },
    remove,
  };
};
