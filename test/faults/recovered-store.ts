import type { KeyObject } from "node:crypto";
import type { AuditEvent } from "../../packages/core/src/model/audit-event.ts";
import type { Disk } from "../../packages/core/src/store/disk/disk.ts";
import type { SimulatedDisk } from "../../packages/core/src/store/disk/testing/simulated-disk.ts";
import type { Engine } from "../../packages/core/src/store/engine/duckdb.ts";
import { findProject, type Project } from "../../packages/core/src/store/project.ts";
import type { StoreWriter } from "../../packages/core/src/store/store-writer.ts";
import { openStoreWriter } from "../../packages/core/src/store/write/open-writer.ts";
import { defaultSealPolicy } from "../../packages/core/src/store/write/writer-config.ts";
import { verifyProject } from "../../packages/core/src/verify-project.ts";
import type { RandomNumbers } from "../bench/random.ts";
import { copyOf, newlyKnown, wrongWithEvents, type Known } from "./store-known.ts";

/** What a life of a store and the checks of it stand on. */
export interface StoreWorld {
  /** Where stores lie on simulated disks. */
  root: string;
  meshId: string;
  signingKey: KeyObject;
  engineOn(disk: Disk): Engine;
  /** What the store is given in place of a disk. */
  through(disk: Disk): Disk;
  random: RandomNumbers;
  /** Gives each event once. */
  nextEvent(now: number): AuditEvent;
  /** As the store keeps it. */
  textOf(event: AuditEvent): string;
  /** What a life begins with; null: with an empty disk. */
  begin: { disk: SimulatedDisk; known: Known; sent: readonly AuditEvent[] } | null;
}

/** A writer that seals only when it is told to. */
export const writerOn = (
  { through, engineOn, signingKey }: StoreWorld,
  disk: Disk,
  project: Project,
  now: () => number,
): Promise<StoreWriter> =>
  openStoreWriter({
    disk: through(disk),
    project,
    engine: async () => engineOn(disk),
    now,
    signingKey,
    seal: { ...defaultSealPolicy, characters: Number.POSITIVE_INFINITY, age: Number.POSITIVE_INFINITY, segmentsOfDay: 3 },
    redactionPaths: [],
  });

/** A disk after a crash, and what was known then. */
export interface Crash {
  operation: string;
  disk: SimulatedDisk;
  known: Known;
  /** The clock then, ms since the epoch. */
  now: number;
  /** Events whose copies are sent again: none of them is new. */
  sent: readonly AuditEvent[];
}

/** What is wrong after a crash; null when every project has what it must have, once, and goes on. The power fails once more in recovery. */
export const wrongAfter = async (world: StoreWorld, crash: Crash): Promise<string | null> => {
  const again: Crash[] = [];
  const { random } = world;
  const recovering = { ...crash, known: copyOf(crash.known) };
  crash.disk.faults.atMoment = (operation) => {
    if (random.below(20) !== 0) return;
    again.push({ ...recovering, operation, disk: crash.disk.afterPowerLoss(random), known: copyOf(recovering.known) });
  };
  const wrong = await wrongWithStore(world, recovering);
  if (wrong !== null) return wrong;
  for (const interrupted of again) {
    const wrong = await wrongWithStore(world, interrupted);
    if (wrong !== null) return `and in recovery at ${interrupted.operation}: ${wrong}`;
  }
  return null;
};

const wrongWithStore = async (world: StoreWorld, crash: Crash): Promise<string | null> => {
  const { root, meshId, random } = world;
  const { disk, known } = crash;
  try {
    const newest = await findProject(disk, root, meshId);
    for (const one of known) {
      const project = await findProject(disk, one.path, null);
      if (project === null) return `${one.path} is gone`;
      // An older one is as it was; it is looked at now and then.
      const isNewest = project.paths.project === newest?.paths.project;
      if (!isNewest && random.below(8) !== 0) continue;
      const wrong = (await wrongWithEvents(disk, project, world.engineOn(disk), one)) ?? (await wrongWithProof(world, disk, project));
      if (wrong !== null) return `before recovery: ${wrong}`;
    }
    if (newest === null) return null;
    return await wrongWithWriting(world, crash, newest);
  } catch (error) {
    return error instanceof Error ? (error.stack ?? String(error)) : String(error);
  }
};

/** A writer takes the project up, tells all copies, and stores what is new. */
const wrongWithWriting = async (world: StoreWorld, crash: Crash, project: Project): Promise<string | null> => {
  const { random, nextEvent, textOf } = world;
  const { disk, sent, known: all } = crash;
  const writer = await writerOn(world, disk, project, () => crash.now);
  // One whose making was not told is there from now on.
  const known = all.find(({ path }) => path === project.paths.project) ?? newlyKnown(project.paths.project);
  if (!all.includes(known)) all.push(known);
  const copies = sent.filter(({ auditID }) => known.acknowledged.has(auditID));
  const event = nextEvent(crash.now);
  known.open.set(event.auditID, textOf(event));
  const { stored } = await writer.append([...copies, event]);
  if (stored !== 1) return `${stored - 1} of ${copies.length} acknowledged events were taken for new`;
  known.open.delete(event.auditID);
  known.acknowledged.set(event.auditID, textOf(event));
  const wrong = async (): Promise<string | null> =>
    (await wrongWithEvents(disk, project, world.engineOn(disk), known)) ?? wrongWithProof(world, disk, project);
  const first = await wrong();
  if (first !== null || random.below(12) !== 0) return first;
  await writer.seal();
  await writer.compact();
  const second = await wrong();
  return second === null ? null : `after sealing: ${second}`;
};

const wrongWithProof = async ({ engineOn, signingKey }: StoreWorld, disk: Disk, project: Project): Promise<string | null> => {
  const { isSound, problems } = await verifyProject({ disk, project, engine: engineOn(disk), keys: [signingKey], copy: null });
  return isSound ? null : `verify says: ${problems.map(({ message }) => message).join("; ")}`;
};
