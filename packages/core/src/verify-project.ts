import type { KeyObject } from "node:crypto";
import { basename } from "node:path";
import { readTable } from "./store/delta/read-table.ts";
import type { Disk } from "./store/disk/disk.ts";
import type { Engine } from "./store/engine/duckdb.ts";
import { verifyStore } from "./store/evidence/verify.ts";
import type { StoreVerification } from "./store/evidence/verification.ts";
import { JournalMoved, readJournal } from "./store/journal/read-journal.ts";
import type { Project } from "./store/project.ts";
import { readNumbered } from "./store/segments/read-segments.ts";

/** With what a project is verified. */
export interface ProjectVerification {
  disk: Disk;
  project: Project;
  /** Reads every event again; null: only the bytes of segments are compared. */
  engine: Engine | null;
  /** Public keys of all that may have signed. */
  keys: readonly KeyObject[];
  /** The checkpoints that a second place has, as lines. */
  copy: (() => AsyncIterable<string>) | null;
  onProgress?: (done: number, of: number) => void;
}

/** Proves that nothing of what was stored was changed, removed outside of retention or reordered, or tells what was. */
export const verifyProject = ({ disk, project, engine, keys, copy, onProgress }: ProjectVerification): Promise<StoreVerification> => {
  const { paths } = project;
  return verifyStore({
    disk,
    paths,
    project: basename(paths.project),
    readTable: () => readTable(disk, paths),
    keys,
    rows: engine === null ? null : (segments) => readNumbered(engine, paths, segments, { sql: "true", parameters: [] }, undefined, "seq"),
    journal: (fromSeq, onLines) =>
      readJournal(disk, paths.journal, fromSeq, onLines).catch((error: unknown) => {
        // Sealed meanwhile: what seems to be missing then is looked for again.
        if (!(error instanceof JournalMoved)) throw error;
      }),
    copy,
    ...(onProgress === undefined ? {} : { onProgress }),
  });
};
