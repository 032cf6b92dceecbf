import { mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { diskError } from "./disk/disk-error.ts";
import type { Disk } from "./disk/disk.ts";
import { realDisk } from "./disk/real-disk.ts";
import { simulatedDisk, type SimulatedDisk } from "./disk/testing/simulated-disk.ts";
import { createProject, findProject, writeWhole, type Project } from "./project.ts";

const root = "/home/data/meshaudit";
const wanted = { root, meshId: "m1", retention: { days: 30, bytes: null }, at: 1000, redactionKey: new Uint8Array(32), suffix: "" };

/** Nothing happened of what was not made sure of. */
const losesAll = { below: () => 0 };
/** A disk on which some paths may not be read: root, who runs these tests elsewhere, may read all of a real one. */
const forbidding = (disk: Disk, path: string): Disk => ({
  ...disk,
  read: async (asked) => {
    if (asked.startsWith(path)) throw diskError("EACCES", "open", asked);
    return disk.read(asked);
  },
  list: async (folder) => {
    if (folder.startsWith(path)) throw diskError("EACCES", "scandir", folder);
    return disk.list(folder);
  },
});

describe("making a project", () => {
  it("is durable with the folders above it, which were not there before", async () => {
    const disk = simulatedDisk();
    await createProject(disk, wanted);
    expect(await findProject(disk.afterPowerLoss(losesAll), root, "m1")).toMatchObject({ meshId: "m1", createdAt: 1000 });
  });

  it("leaves, at whatever moment it ends, none or a whole one, and can be done again", async () => {
    const disk = simulatedDisk();
    const left: SimulatedDisk[] = [];
    disk.faults.atMoment = () =>
      void left.push(disk.afterKill(), disk.afterPowerLoss(losesAll), disk.afterPowerLoss({ below: (end) => end - 1 }));
    await createProject(disk, wanted);
    expect(left.length).toBeGreaterThan(50);
    for (const after of left) {
      const found: Project = (await findProject(after, root, "m1")) ?? (await createProject(after, wanted));
      for (const folder of [found.paths.journal, found.paths.deltaLog, found.paths.evidence]) expect(await after.list(folder)).toEqual([]);
    }
  });
});

describe.skipIf(process.platform === "win32")("who may read a project", () => {
  const folder = mkdtempSync(join(tmpdir(), "meshaudit-modes-"));
  const umask = process.umask();
  afterAll(() => {
    process.umask(umask);
    rmSync(folder, { recursive: true });
  });

  it.each([0, 0o22, 0o77])("is its owner, who may let the group in, yet not to the key: with umask %o", async (mask) => {
    process.umask(mask);
    const { paths } = await createProject(realDisk(), { ...wanted, root: join(folder, "root", String(mask)) });
    const modeOf = (path: string): number => statSync(path).mode & 0o777;
    expect(modeOf(paths.project)).toBe(0o700);
    expect(modeOf(join(paths.project, "redaction.key"))).toBe(0o600);
    for (const inside of [paths.logstore, paths.journal, paths.deltaLog, paths.evidence]) expect(modeOf(inside)).toBe(0o750 & ~mask);
    expect(modeOf(paths.description)).toBe(0o640 & ~mask);
  });
});

describe("finding a project", () => {
  it("does not take one for missing that may not be read", async () => {
    const disk = simulatedDisk();
    const { paths } = await createProject(disk, wanted);
    const refused = { code: "store-unreadable", message: expect.stringContaining("EACCES") as string };
    await expect(findProject(forbidding(disk, paths.project), root, null)).rejects.toMatchObject(refused);
    await expect(findProject(forbidding(disk, paths.project), paths.project, null)).rejects.toMatchObject(refused);
    await expect(findProject(forbidding(disk, root), root, "m1")).rejects.toMatchObject(refused);
  });

  it("passes none over that was made later and cannot be read, and finds what was made anew after it", async () => {
    const disk = simulatedDisk();
    await createProject(disk, wanted);
    const later = await createProject(disk, { ...wanted, at: 2000, suffix: "-20261124120000" });
    await writeWhole(disk, later.paths.description, Buffer.from("{"));
    await expect(findProject(disk, root, "m1")).rejects.toMatchObject({ code: "store-unreadable" });
    const { paths } = await createProject(disk, { ...wanted, at: 3000, suffix: "-20261125120000" });
    expect((await findProject(disk, root, "m1"))?.paths).toEqual(paths);
    expect(await findProject(disk, root, "another")).toBeNull();
  });
});
