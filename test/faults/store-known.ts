import type { Disk } from "../../packages/core/src/store/disk/disk.ts";
import { canonicalEvent } from "../../packages/core/src/decode/event-hash.ts";
import { noEvents } from "../../packages/core/src/model/selector.ts";
import type { Engine } from "../../packages/core/src/store/engine/duckdb.ts";
import type { Project } from "../../packages/core/src/store/project.ts";
import { storeIndex } from "../../packages/core/src/store/read/store-index.ts";

/** What somebody outside knows of a project: all that must still be so after a crash. Events by their auditID, as canonical text. */
export interface KnownProject {
  /** The project's folder. */
  path: string;
  /** Acknowledged. */
  acknowledged: Map<string, string>;
  /** Handed over and not acknowledged, or being taken away by retention: there once, or not at all. */
  open: Map<string, string>;
  /** Refused for want of room, or taken away by retention: not there. */
  absent: Set<string>;
}

/** Projects that were made, oldest first. */
export type Known = KnownProject[];

/** A project that was just made. */
export const newlyKnown = (path: string): KnownProject => ({ path, acknowledged: new Map(), open: new Map(), absent: new Set() });

/** As it is known now, whatever becomes known later. */
export const copyOf = (known: Known): Known =>
  known.map(({ path, acknowledged, open, absent }) => ({
    path,
    acknowledged: new Map(acknowledged),
    open: new Map(open),
    absent: new Set(absent),
  }));

/** Events by their auditID, as a reader is told of them. */
export type Found = Map<string, string>;

/** All that a reader is told of a project; or what it is told twice. */
export const foundIn = async (disk: Disk, project: Project, engine: Engine): Promise<Found | string> => {
  const found: Found = new Map();
  for await (const events of storeIndex({ disk, project, engine: async () => engine }).events({ ...noEvents, everything: true })) {
    for (const event of events) {
      if (found.has(event.auditID)) return `${event.auditID} is there twice`;
      found.set(event.auditID, canonicalEvent(event));
    }
  }
  return found;
};

/** What is missing, or another, of what was acknowledged; null when nothing is. */
export const missingIn = (found: Found, acknowledged: ReadonlyMap<string, string>): string | null => {
  for (const [id, text] of acknowledged) if (found.get(id) !== text) return `${id} is ${found.has(id) ? "another" : "missing"}`;
  return null;
};

/** What is wrong with what a reader is told of a project; null when each event is there as often as it must be. */
export const wrongWithEvents = async (disk: Disk, project: Project, engine: Engine, known: KnownProject): Promise<string | null> => {
  const found = await foundIn(disk, project, engine);
  if (typeof found === "string") return found;
  const missing = missingIn(found, known.acknowledged);
  if (missing !== null) return missing;
  for (const [id, text] of found) {
    if (known.absent.has(id)) return `${id} is there, and was refused or taken away`;
    if ((known.acknowledged.get(id) ?? known.open.get(id)) !== text) return `${id} is there, and nobody sent it so`;
  }
  return null;
};
