import type { AuditEvent } from "./model/audit-event.ts";
import { noEvents } from "./model/selector.ts";
import type { Source } from "./sources/source.ts";
import type { Disk } from "./store/disk/disk.ts";
import type { Engine } from "./store/engine/duckdb.ts";
import { findProject, type Project } from "./store/project.ts";
import { storeIndex } from "./store/read/store-index.ts";

/** What reading stores needs. */
export interface StoreIo {
  disk: Disk;
  /** Opens DuckDB, for questions about more than the mesh; null where it is not at hand. */
  engine: (() => Promise<Engine>) | null;
}

const everything = { ...noEvents, everything: true };

/** An event as the API server's log has it. */
export const eventLine = (event: AuditEvent): string => `${JSON.stringify(event)}\n`;

/** A project as a source, named as its user named it. */
export const sourceOfProject = (name: string, project: Project, { disk, engine }: StoreIo): Source => {
  const index = storeIndex({ disk, project, engine });
  return {
    name,
    supports: { seek: false, follow: true },
    file: null,
    index,
    async *blocks(signal) {
      for await (const events of index.events(everything, signal)) yield Buffer.from(events.map(eventLine).join(""));
    },
  };
};

/**
 * The store that a path names, as `openSources` asks for it; null when nothing of a store is there.
 *
 * @throws MeshauditError `store-unreadable`, `argument-invalid` when there are several meshes under the path.
 */
export const storeOpener =
  (io: StoreIo) =>
  async (name: string, path: string): Promise<Source | null> => {
    const project = await findProject(io.disk, path, null);
    return project === null ? null : sourceOfProject(name, project, io);
  };
