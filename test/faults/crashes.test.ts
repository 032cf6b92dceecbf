import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { canonicalEvent } from "../../packages/core/src/decode/event-hash.ts";
import type { AuditEvent } from "../../packages/core/src/model/audit-event.ts";
import { simulatedDisk, type SimulatedDisk } from "../../packages/core/src/store/disk/testing/simulated-disk.ts";
import { openEngine, type Engine } from "../../packages/core/src/store/engine/duckdb.ts";
import { signingKeyFrom } from "../../packages/core/src/store/evidence/signing-key.ts";
import { createProject, findProject, type Project } from "../../packages/core/src/store/project.ts";
import type { StoreWriter } from "../../packages/core/src/store/store-writer.ts";
import { verifyProject } from "../../packages/core/src/verify-project.ts";
import { randomNumbers } from "../bench/random.ts";
import { madeEvent } from "./made-events.ts";
import { mirroredEngines } from "./mirrored-engine.ts";
import { writerOn } from "./recovered-store.ts";
import { foundIn } from "./store-known.ts";

/** A power loss after which nothing is there that was not made sure of. */
const losesAll = { below: () => 0 };
const now = Date.parse("2026-11-24T12:00:00Z");
const day = 86_400_000;
const folder = mkdtempSync(join(tmpdir(), "meshaudit-crashes-"));
const root = join(folder, "made", "root");
const signingKey = signingKeyFrom(new Uint8Array(32).fill(1));

let duck: Engine;
let disk: SimulatedDisk;
let project: Project;
let number = 0;

beforeAll(async () => {
  duck = await openEngine({ threads: 1, memoryLimitMB: 256, scratch: join(folder, "scratch") });
  // Files of several disks lie at one path, one after the other.
  await duck.run("SET GLOBAL enable_external_file_cache = false");
});
afterAll(async () => {
  await duck.close();
  rmSync(folder, { recursive: true });
});
beforeEach(async () => {
  disk = simulatedDisk();
  const wanted = { root, meshId: "m1", retention: { days: null, bytes: null }, at: now, redactionKey: new Uint8Array(32), suffix: "" };
  project = await createProject(disk, wanted);
});

const event = (time = now): AuditEvent => ({
  ...madeEvent(number++, now, randomNumbers(number)),
  stageTimestamp: new Date(time).toISOString(),
});
const engineOn = (on: SimulatedDisk): Engine => mirroredEngines(duck, root)(on);
const write = (): Promise<StoreWriter> =>
  writerOn(
    {
      root,
      meshId: "m1",
      signingKey,
      engineOn: (on) => engineOn(on as SimulatedDisk),
      through: (on) => on,
      random: randomNumbers(1),
      nextEvent: event,
      textOf: canonicalEvent,
      begin: null,
    },
    disk,
    project,
    () => now,
  );
/** Events that a reader finds once, when the store proves to be sound. */
const found = async (): Promise<string[]> => {
  expect(await findProject(disk, root, "m1")).not.toBeNull();
  const events = await foundIn(disk, project, engineOn(disk));
  const { problems } = await verifyProject({ disk, project, engine: engineOn(disk), keys: [signingKey], copy: null });
  expect(problems).toEqual([]);
  return typeof events === "string" ? [events] : [...events.keys()].sort();
};
/** The disk as it is to whoever comes after its writer was killed, at the moment before the last sync of something. */
const killedBefore = (path: string): (() => SimulatedDisk) => {
  let killed: SimulatedDisk | null = null;
  const of = disk;
  of.faults.atMoment = (operation) => {
    if (operation === `before the sync of ${path}`) killed = of.afterKill();
  };
  return () => {
    if (killed === null) throw new Error(`${path} was never synced`);
    return killed;
  };
};

describe("after a crash nothing rests on what is not durable", () => {
  it("a commit that a killed writer had not made sure of", async () => {
    const writer = await write();
    const [one, two] = [event(), event()];
    await writer.append([one]);
    const killed = killedBefore(`the folder ${project.paths.deltaLog}`);
    await writer.seal();
    disk = killed();
    // Takes the journal's files away that the commit covers.
    await (await write()).append([two]);
    disk = disk.afterPowerLoss(losesAll);
    expect(await found()).toEqual([one.auditID, two.auditID].sort());
  });

  it("a project that a killed process had all but made", async () => {
    disk = simulatedDisk();
    const killed = killedBefore(`the folder ${project.paths.project}`);
    const again = { root, meshId: "m1", retention: { days: null, bytes: null }, at: now, redactionKey: new Uint8Array(32), suffix: "" };
    await createProject(disk, again);
    disk = killed();
    if ((await findProject(disk, root, "m1")) === null) await createProject(disk, again);
    const one = event();
    await (await write()).append([one]);
    disk = disk.afterPowerLoss(losesAll);
    expect(await found()).toEqual([one.auditID]);
  });

  it("a commit whose sync failed: nothing is acknowledged before the writer is opened anew", async () => {
    const writer = await write();
    const [one, two, three] = [event(), event(), event()];
    await writer.append([one]);
    disk.faults.failingSync = (path) => path === project.paths.deltaLog;
    await expect(writer.seal()).rejects.toMatchObject({ code: "store-damaged" });
    disk.faults.failingSync = () => false;
    await expect(writer.append([two])).rejects.toMatchObject({ code: "store-damaged" });
    disk = disk.afterKill();
    const next = await write();
    await next.append([three]);
    await next.seal();
    disk = disk.afterPowerLoss(losesAll);
    expect(await found()).toEqual([one.auditID, three.auditID].sort());
  });

  it("a checkpoint whose sync failed", async () => {
    const writer = await write();
    const [one, two] = [event(), event()];
    await writer.append([one]);
    disk.faults.failingSync = (path) => path.endsWith("checkpoints.jsonl");
    await expect(writer.seal()).rejects.toMatchObject({ code: "store-damaged" });
    disk.faults.failingSync = () => false;
    await expect(writer.append([event()])).rejects.toMatchObject({ code: "store-damaged" });
    disk = disk.afterKill();
    const next = await write();
    await next.append([two]);
    await next.seal();
    disk = disk.afterPowerLoss(losesAll);
    expect(await found()).toEqual([one.auditID, two.auditID].sort());
  });
});

describe("what is half done goes on", () => {
  it("a compaction that ended after the first of two days", async () => {
    const writer = await write();
    const events: AuditEvent[] = [];
    for (let round = 0; round < 3; round++) {
      const some = [event(now - 2 * day), event(now - day)];
      events.push(...some);
      await writer.append(some);
      await writer.seal();
    }
    let commits = 0;
    disk.faults.brokenWrite = (path) => (path.endsWith(".commit.tmp") && ++commits === 2 ? 0 : null);
    await expect(writer.compact()).rejects.toMatchObject({ code: "EIO" });
    disk.faults.brokenWrite = () => null;
    expect(await writer.compact()).toMatchObject({ days: 1 });
    expect(await found()).toEqual(events.map(({ auditID }) => auditID).sort());
  });

  it("a seal for which there was no room, which is said so", async () => {
    const writer = await write();
    const one = event();
    await writer.append([one]);
    disk.faults.room = disk.used() + 100;
    await expect(writer.seal()).rejects.toMatchObject({ code: "store-full" });
    expect(await found()).toEqual([one.auditID]);
    disk.faults.room = Number.POSITIVE_INFINITY;
    await writer.seal();
    expect(await found()).toEqual([one.auditID]);
  });
});
