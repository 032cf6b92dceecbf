import { join } from "node:path";
import type { AuditEvent } from "../../packages/core/src/model/audit-event.ts";
import { MeshauditError } from "../../packages/core/src/model/error.ts";
import { diskErrorCode } from "../../packages/core/src/store/disk/disk-error.ts";
import { simulatedDisk, type SimulatedDisk } from "../../packages/core/src/store/disk/testing/simulated-disk.ts";
import { createProject, findProject, type Project } from "../../packages/core/src/store/project.ts";
import type { StoreWriter } from "../../packages/core/src/store/store-writer.ts";
import { dayOf } from "../../packages/core/src/store/write/day-of.ts";
import { wrongAfter, writerOn, type Crash, type StoreWorld } from "./recovered-store.ts";
import { copyOf, newlyKnown, type Known, type KnownProject } from "./store-known.ts";

/** What was tried in a life. */
export interface Lived {
  /** Operations at which the power failed, or the process was killed, and all was looked at afterwards. */
  losses: number;
  acknowledged: number;
  /** Changes of the table, by kind. */
  done: { [operation: string]: number };
  /** What is wrong, with the operation at which the power failed. */
  failures: string[];
}

const day = 86_400_000;
/** When lives begin, ms since the epoch. */
export const begin = Date.parse("2026-11-24T12:00:00Z");
/** How long their stores keep events. */
export const keptDays = 30;
export const redactionKey = new Uint8Array(32).fill(7);

/** What goes wrong with a disk for as long as a step takes. */
type Trouble = "none" | "full" | "sync" | "write";

/**
 * Lives a store's life, from the making of its folder on: appends, seals, compactions, retention, recreation, restarts, full disks,
 * failing syncs and broken writes. At every single operation the power also fails aside, and what is left then must hold every
 * acknowledged event once, prove so, and go on.
 */
export const liveStore = async (world: StoreWorld, steps: number): Promise<Lived> => {
  const { root, meshId, random, nextEvent, textOf, through } = world;
  const lived: Lived = { losses: 0, acknowledged: 0, done: {}, failures: [] };
  let known: Known = copyOf(world.begin?.known ?? []);
  let disk: SimulatedDisk = world.begin?.disk.afterKill() ?? simulatedDisk();
  let writer: StoreWriter | null = null;
  let now = begin;
  let crashes: Crash[] = [];
  const sent: AuditEvent[] = [...(world.begin?.sent ?? [])];

  const note = (operation: string): void => void (lived.done[operation] = (lived.done[operation] ?? 0) + 1);
  const watch = (): void => {
    const watched = disk;
    disk.faults.atMoment = (operation) => {
      const kind = random.below(10) === 0 ? "afterKill" : "afterPowerLoss";
      const left = kind === "afterKill" ? watched.afterKill() : watched.afterPowerLoss(random);
      crashes.push({ operation: `${kind} ${operation}`, disk: left, known: copyOf(known), now, sent: [...sent] });
    };
  };
  const newestKnown = (): KnownProject => {
    const newest = known.at(-1);
    if (newest === undefined) throw new Error("no project is known");
    return newest;
  };
  const make = async (suffix: string): Promise<void> => {
    const { paths } = await createProject(through(disk), {
      root,
      meshId,
      retention: { days: keptDays, bytes: null },
      at: now,
      redactionKey,
      suffix,
    });
    known.push(newlyKnown(paths.project));
    note("creation");
  };
  const openWriter = async (): Promise<StoreWriter> => {
    watch();
    let project: Project | null = await findProject(disk, root, meshId);
    if (project === null) {
      await make("");
      project = await findProject(disk, root, meshId);
    }
    if (project === null) throw new Error("what was made is not there");
    const path = project.paths.project;
    // One of which only its making was not told.
    if (newestKnown().path !== path) known = [...known.filter((one) => one.path !== path), newlyKnown(path)];
    return writerOn(world, disk, project, () => now++);
  };
  const append = async (writer: StoreWriter): Promise<void> => {
    const to = newestKnown();
    const events = Array.from({ length: 1 + random.below(4) }, () => nextEvent(now));
    const copies = sent.filter(({ auditID }) => to.acknowledged.has(auditID) && random.below(20) === 0);
    for (const event of events) to.open.set(event.auditID, textOf(event));
    sent.push(...events);
    try {
      const { stored, duplicate } = await writer.append([...events, ...copies]);
      if (stored !== events.length || duplicate !== copies.length) throw new Error(`${stored} of ${events.length} were stored`);
    } catch (error) {
      if (!(error instanceof MeshauditError) || error.code !== "store-full") throw error;
      for (const { auditID } of events) if (to.open.delete(auditID)) to.absent.add(auditID);
      throw error;
    }
    for (const { auditID } of events) {
      const text = to.open.get(auditID);
      if (text !== undefined) to.acknowledged.set(auditID, text);
      to.open.delete(auditID);
    }
    lived.acknowledged += events.length;
  };
  const retain = async (writer: StoreWriter): Promise<void> => {
    await writer.seal();
    const of = newestKnown();
    now += random.below(3) * day;
    const firstDay = dayOf(now - keptDays * day);
    const times = new Map(sent.map(({ auditID, stageTimestamp }) => [auditID, stageTimestamp.slice(0, 10)]));
    const old = [...of.acknowledged].filter(([id]) => (times.get(id) ?? "") < firstDay);
    for (const [id, text] of old) {
      of.acknowledged.delete(id);
      of.open.set(id, text);
    }
    const { events } = await writer.retain();
    if (events < old.length) throw new Error(`${events} of ${old.length} old events were taken away`);
    for (const [id] of old) {
      of.open.delete(id);
      of.absent.add(id);
    }
    note("retention");
  };

  /** One thing that a store is asked to do. */
  const act = async (writer: StoreWriter): Promise<StoreWriter> => {
    switch (random.below(12)) {
      case 0:
      case 1:
      case 2:
        await writer.seal();
        note("seal");
        return writer;
      case 3:
      case 4: {
        const { before } = await writer.compact();
        note(before > 0 ? "compaction" : "nothing to join");
        return writer;
      }
      case 5:
        await retain(writer);
        return writer;
      case 6:
        await writer.close();
        note("restart");
        return openWriter();
      case 7:
        if (random.below(2) === 0) now += (random.below(20) - 2) * 60_000;
        else if (random.below(3) === 0) {
          await writer.close();
          now += 1000;
          await make(`-${known.length}`);
          return openWriter();
        }
        return writer;
      default:
        await Promise.all(Array.from({ length: 1 + random.below(3) }, () => append(writer)));
        return writer;
    }
  };
  const inTrouble = async (trouble: Trouble, writer: StoreWriter): Promise<StoreWriter | null> => {
    const { faults } = disk;
    if (trouble === "full") faults.room = disk.used() + random.below(4000);
    if (trouble === "sync") faults.failingSync = () => random.below(3) === 0;
    if (trouble === "write") faults.brokenWrite = (_, bytes) => (random.below(4) === 0 ? random.below(bytes) : null);
    const troubled = disk;
    try {
      const next = await act(writer);
      return next;
    } catch (error) {
      if (trouble === "none" || !(error instanceof MeshauditError || diskErrorCode(error) !== null)) throw error;
      note(`${trouble}: refused`);
      return null;
    } finally {
      troubled.faults.room = Number.POSITIVE_INFINITY;
      troubled.faults.failingSync = () => false;
      troubled.faults.brokenWrite = () => null;
    }
  };
  /** With room again a full store goes on as it is; what broke is opened anew. */
  const goOn = async (writer: StoreWriter, trouble: Trouble): Promise<StoreWriter> => {
    if (trouble === "full" || random.below(2) === 0) {
      try {
        await append(writer);
        await writer.seal();
        return writer;
      } catch (error) {
        // Closed already, or broken; a full store is neither.
        if (!(error instanceof MeshauditError) || (trouble === "full" && error.code !== "store-invalid")) throw error;
      }
    }
    disk = disk.afterKill();
    return openWriter();
  };
  const crash = async (): Promise<StoreWriter | null> => {
    const chosen = crashes[random.below(crashes.length)];
    if (chosen === undefined) return null;
    known = copyOf(chosen.known);
    ({ now } = chosen);
    // The copy is looked at with the others; this one is lived on with.
    disk = chosen.disk.afterKill();
    note("life after a crash");
    return openWriter();
  };
  const step = async (): Promise<void> => {
    writer ??= await openWriter();
    const trouble = random.pick<Trouble>(["none", "none", "none", "none", "full", "sync", "write"]);
    const after = await inTrouble(trouble, writer);
    writer = after ?? (await goOn(writer, trouble));
    if (random.below(4) === 0) writer = (await crash()) ?? writer;
  };

  for (let done = 0; done < steps && lived.failures.length === 0; done++) {
    try {
      await step();
    } catch (error) {
      lived.failures.push(`step ${done}: ${error instanceof Error ? (error.stack ?? String(error)) : String(error)}`);
    }
    const looked = crashes;
    crashes = [];
    for (const one of looked) {
      lived.losses++;
      const wrong = await wrongAfter(world, one);
      if (wrong !== null) lived.failures.push(`step ${done}, ${one.operation.replaceAll(join(root, "/"), "")}: ${wrong}`);
      if (lived.failures.length > 0) break;
    }
  }
  return lived;
};
