import { join } from "node:path";

/** Where the parts of a store lie. All paths are absolute. */
export interface StorePaths {
  /** `<root>/mesh-log-<mesh-id>`, or with a suffix after it was recreated. */
  project: string;
  /** The project's description, `project.json`. */
  description: string;
  /** Locked by the one writer. */
  lock: string;
  /** `audit-<mesh-id>`, the table: its folder is what other programs open as a Delta table. */
  logstore: string;
  journal: string;
  deltaLog: string;
  /** Derived files, one set a segment; all of it can be deleted and is built anew. */
  index: string;
  /** Signed checkpoints and tombstones. */
  evidence: string;
  /** How far files were ingested. */
  progress: string;
}

/** The layout of a project whose logstore is of a mesh. */
export const storePaths = (project: string, meshId: string): StorePaths => {
  const logstore = join(project, `audit-${meshId}`);
  return {
    project,
    description: join(project, "project.json"),
    lock: join(project, "writer.lock"),
    logstore,
    journal: join(logstore, "_journal"),
    deltaLog: join(logstore, "_delta_log"),
    index: join(logstore, "_index"),
    evidence: join(project, "evidence"),
    progress: join(project, "ingest"),
  };
};
