import { describe, expect, it } from "vitest";
import { simulatedDisk, type SimulatedDisk } from "./simulated-disk.ts";

/** Numbers of a simple sequence, the same for a seed. */
const chanceOf = (seed: number) => {
  let state = seed * 2654435761 + 1;
  return {
    below: (end: number): number => {
      state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
      return Math.floor((state / 4294967296) * end);
    },
  };
};

const isThere = async (disk: SimulatedDisk, path: string): Promise<string | null> =>
  disk.read(path).then(
    (bytes) => Buffer.from(bytes).toString(),
    () => null,
  );

/** What a file may hold after a power loss, over many losses. */
const outcomes = async (disk: SimulatedDisk, path: string, losses = 200): Promise<Set<string | null>> => {
  const seen = new Set<string | null>();
  for (let seed = 0; seed < losses; seed++) seen.add(await isThere(disk.afterPowerLoss(chanceOf(seed)), path));
  return seen;
};

const withFolder = async (): Promise<SimulatedDisk> => {
  const disk = simulatedDisk();
  await disk.makeFolder("/d");
  await disk.syncFolder("/");
  return disk;
};

describe("a power loss", () => {
  it("leaves what was synced, contents and name", async () => {
    const disk = await withFolder();
    const file = await disk.open("/d/a", "new");
    await file.append(Buffer.from("kept"));
    await file.sync();
    await disk.syncFolder("/d");
    expect(await outcomes(disk, "/d/a")).toEqual(new Set(["kept"]));
  });

  it("may take a file whose folder was not synced, though its contents were", async () => {
    const disk = await withFolder();
    const file = await disk.open("/d/a", "new");
    await file.append(Buffer.from("kept"));
    await file.sync();
    expect(await outcomes(disk, "/d/a")).toEqual(new Set([null, "kept"]));
  });

  it("may take, keep or tear contents that were not synced", async () => {
    const disk = await withFolder();
    const file = await disk.open("/d/a", "new");
    await file.append(Buffer.from("1"));
    await file.sync();
    await disk.syncFolder("/d");
    await file.append(Buffer.from("23"));
    const seen = await outcomes(disk, "/d/a");
    expect([...seen]).toEqual(expect.arrayContaining(["1", "12", "123", "1\0\0"]));
    expect([...seen].every((content) => content?.startsWith("1"))).toBe(true);
  });

  it("keeps of two changed blocks the later one alone, too", async () => {
    const disk = await withFolder();
    const file = await disk.open("/d/a", "new");
    await disk.syncFolder("/d");
    await file.append(Buffer.alloc(512, "a"));
    await file.append(Buffer.alloc(512, "b"));
    expect((await outcomes(disk, "/d/a", 2000)).has("\0".repeat(512) + "b".repeat(512))).toBe(true);
  });

  it("lets each renaming and removal happen or not, apart from the others, but no renaming by half", async () => {
    const disk = await withFolder();
    for (const name of ["a", "b"]) {
      const file = await disk.open(`/d/${name}`, "new");
      await file.append(Buffer.from(name));
      await file.sync();
    }
    await disk.syncFolder("/d");
    await disk.rename("/d/a", "/d/c");
    await disk.remove("/d/b");
    const seen = new Set<string>();
    for (let seed = 0; seed < 200; seed++) {
      const names = (await disk.afterPowerLoss(chanceOf(seed)).list("/d")).map(({ name }) => name);
      seen.add(names.sort().join());
    }
    expect(seen).toEqual(new Set(["a,b", "a", "b,c", "c"]));
  });

  it("takes what a failed sync gave up, though a later sync succeeded", async () => {
    const disk = await withFolder();
    const file = await disk.open("/d/a", "new");
    await disk.syncFolder("/d");
    await file.append(Buffer.from("lost"));
    disk.faults.failingSync = () => true;
    await expect(file.sync()).rejects.toThrow("EIO");
    disk.faults.failingSync = () => false;
    await file.append(Buffer.from("kept"));
    await file.sync();
    expect(await isThere(disk, "/d/a")).toBe("lostkept");
    expect(await isThere(disk.afterKill(), "/d/a")).toBe("lostkept");
    expect(await outcomes(disk, "/d/a")).toEqual(new Set(["\0\0\0\0kept"]));
    expect(await outcomes(disk.afterKill(), "/d/a")).toEqual(new Set(["\0\0\0\0kept"]));
  });

  it("covers by a sync only what was there when it began", async () => {
    const disk = await withFolder();
    const file = await disk.open("/d/a", "new");
    await disk.syncFolder("/d");
    await file.append(Buffer.from("1"));
    const sync = file.sync();
    await file.append(Buffer.from("2"));
    await sync;
    expect(await outcomes(disk, "/d/a")).toContain("1");
  });
});

describe("a full disk", () => {
  it("takes what fits, fails, and goes on when there is room", async () => {
    const disk = await withFolder();
    const file = await disk.open("/d/a", "new");
    disk.faults.room = 3;
    await expect(file.append(Buffer.from("12345"))).rejects.toThrow("ENOSPC");
    expect(await isThere(disk, "/d/a")).toBe("123");
    await expect(disk.open("/d/b", "new")).rejects.toThrow("ENOSPC");
    disk.faults.room = 4;
    await file.append(Buffer.from("4"));
    expect(await isThere(disk, "/d/a")).toBe("1234");
  });
});
