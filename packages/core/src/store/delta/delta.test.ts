import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Disk } from "../disk/disk.ts";
import { simulatedDisk, type SimulatedDisk } from "../disk/testing/simulated-disk.ts";
import { openEngine, type Engine } from "../engine/duckdb.ts";
import { storePaths } from "../layout.ts";
import type { WrittenSegment } from "../segments/write-segments.ts";
import { graceOfLog } from "./checkpoint-table.ts";
import { commitTable, DeltaConflict, type TableChange } from "./commit-table.ts";
import { commitName, summaryName } from "./log-files.ts";
import { readTable } from "./read-table.ts";
import { noTable, type TableState } from "./table-state.ts";

const paths = storePaths("/root/mesh-log-m", "m");
const log = (name: string): string => join(paths.deltaLog, name);

let scratch: string;
let engine: Engine;
beforeAll(async () => {
  scratch = await mkdtemp(join(tmpdir(), "meshaudit-delta-"));
  engine = await openEngine({ threads: 1, memoryLimitMB: 128, scratch });
});
afterAll(async () => {
  await engine.close();
  await rm(scratch, { recursive: true, force: true });
});

const newDisk = async (): Promise<SimulatedDisk> => {
  const disk = simulatedDisk();
  await disk.makeFolder(paths.deltaLog);
  for (const folder of ["/", "/root", paths.project, paths.logstore]) await disk.syncFolder(folder);
  return disk;
};

const segment = (seq: number): WrittenSegment => ({
  path: `dt=2026-11-24/part-${String(seq).padStart(20, "0")}-0123abcd.parquet`,
  dt: "2026-11-24",
  size: 1000 + seq,
  sha256: "0123abcd".repeat(8),
  events: 1,
  firstSeq: seq,
  nextSeq: seq + 1,
  from: "2026-11-24T00:00:00.000000Z",
  to: "2026-11-24T00:00:01.000000Z",
  levels: { Metadata: 1 },
  stats: JSON.stringify({
    numRecords: 1,
    minValues: { seq, stageTimestamp: "2026-11-24T00:00:00.000000Z" },
    maxValues: { seq, stageTimestamp: "2026-11-24T00:00:01.000000Z" },
    nullCount: {},
  }),
});

const sealOf = (seq: number, more: Partial<TableChange> = {}): TableChange => ({
  add: [segment(seq)],
  remove: [],
  sealedSeq: seq + 1,
  dataChange: true,
  operation: "seal",
  at: 1_000_000 + seq,
  ...more,
});

/** Commits in which each segment takes the place of the one before. */
const replaceTo = async (disk: Disk, from: TableState, version: number, more: Partial<TableChange> = {}): Promise<TableState> => {
  let table = from;
  while (table.version < version) {
    const seq = table.version + 1;
    table = await commitTable(disk, paths, table, sealOf(seq, { remove: table.segments.map(({ path }) => path), ...more }));
  }
  return table;
};

describe("a table", () => {
  it("is read as it was committed, whole or from where it was read before", async () => {
    const disk = await newDisk();
    expect(await readTable(disk, paths)).toEqual(noTable);
    const first = await commitTable(disk, paths, noTable, sealOf(0));
    const before = await readTable(disk, paths);
    expect(before).toEqual(first);
    expect(await readTable(disk, paths, before)).toBe(before);
    const second = await commitTable(disk, paths, first, sealOf(1));
    const third = await commitTable(disk, paths, second, {
      ...sealOf(7),
      sealedSeq: 2,
      remove: second.segments.map(({ path }) => path),
      dataChange: false,
      operation: "compaction",
      at: 5,
    });
    expect(await readTable(disk, paths)).toEqual(third);
    expect(await readTable(disk, paths, before)).toEqual(third);
    expect(third).toMatchObject({
      version: 2,
      sealedSeq: 2,
      segments: [{ firstSeq: 7, addedAt: 5 }],
      removed: [{ removedAt: 5 }, { removedAt: 5 }],
    });
  });

  it("refuses a commit that another writer was first with, and a segment twice", async () => {
    const disk = await newDisk();
    const table = await commitTable(disk, paths, noTable, sealOf(0));
    await commitTable(disk, paths, table, sealOf(1));
    await expect(commitTable(disk, paths, table, sealOf(2))).rejects.toThrow(DeltaConflict);
    await expect(commitTable(disk, paths, table, sealOf(0))).rejects.toThrow("already");
    await expect(commitTable(disk, paths, table, sealOf(3, { remove: ["dt=2026-11-24/part-x.parquet"] }))).rejects.toThrow("no segment");
    expect((await readTable(disk, paths)).sealedSeq).toBe(2);
  });

  it("is damaged when a commit is missing, torn or another program's, and says which", async () => {
    const disk = await newDisk();
    const table = await replaceTo(disk, noTable, 3);
    const write = async (name: string, text: string): Promise<void> => {
      await disk.remove(log(name));
      const file = await disk.open(log(name), "new");
      await file.append(Buffer.from(text));
      await file.close();
    };
    const good = Buffer.from(await disk.read(log(commitName(2)))).toString();
    await disk.remove(log(commitName(2)));
    await expect(readTable(disk, paths)).rejects.toMatchObject({ code: "store-damaged", message: expect.stringContaining(commitName(2)) });
    await write(commitName(2), good.slice(0, -5));
    await expect(readTable(disk, paths)).rejects.toMatchObject({ code: "store-damaged", message: expect.stringContaining(commitName(2)) });
    await write(
      commitName(2),
      '{"add":{"path":"../../etc/passwd","partitionValues":{},"size":1,"modificationTime":1,"stats":"{}","tags":{"sha256":"x"}}}\n',
    );
    await expect(readTable(disk, paths)).rejects.toMatchObject({ code: "store-damaged" });
    await write(commitName(2), good);
    expect(await readTable(disk, paths)).toEqual(table);
    for (const { name } of await disk.list(paths.deltaLog)) await disk.remove(log(name));
    await expect(readTable(disk, paths, table)).rejects.toMatchObject({ code: "store-missing" });
  });

  it("is what it was before or after a commit when the power fails at any moment of it", { timeout: 60_000 }, async () => {
    for (let moment = 0; ; moment++) {
      const disk = await newDisk();
      const table = await replaceTo(disk, noTable, 99);
      let left = moment;
      disk.faults.atMoment = () => {
        if (left-- === 0) throw new Error("power fails");
      };
      const change = sealOf(100, { remove: [table.segments[0]?.path ?? ""], engine, at: 1_000_000 + graceOfLog * 2 });
      let failed: unknown = null;
      const committed = await commitTable(disk, paths, table, { ...change, onCheckpointFailed: (error) => (failed = error) }).catch(
        () => null,
      );
      disk.faults.atMoment = () => {};
      for (let seed = 0; seed < 12; seed++) {
        const after = disk.afterPowerLoss({ below: (end) => (seed * 7919 + moment * 31) % end });
        const found = await readTable(after, paths);
        expect([table.version, table.version + 1]).toContain(found.version);
        // What was acknowledged is there.
        if (committed !== null) expect(found.version).toBe(table.version + 1);
        expect(found.segments.map(({ path }) => path)).toEqual([segment(found.version).path]);
        expect(found.sealedSeq).toBe(found.version + 1);
        const next = await commitTable(after, paths, found, sealOf(500, { engine, at: 1_000_000 + graceOfLog * 2 }));
        expect(await readTable(after, paths)).toEqual({ ...next, checkpoint: expect.any(Number) });
      }
      if (committed !== null && failed === null) return;
    }
  });
});

describe("a long log", () => {
  it("is read from a checkpoint, and sheds what is older than its grace", async () => {
    const disk = await newDisk();
    const early = await replaceTo(disk, noTable, 120, { engine });
    expect(early).toMatchObject({ version: 120, checkpoint: 99 });
    expect(await readTable(disk, paths)).toEqual(early);
    const late = await replaceTo(disk, early, 420, { engine, at: 1_000_000 + graceOfLog * 2 });
    const names = (await disk.list(paths.deltaLog)).map(({ name }) => name).sort();
    expect(names.filter((name) => name.endsWith(".checkpoint.parquet"))).toHaveLength(4);
    expect(names.filter((name) => /^\d{20}\.json$/.test(name))[0]).toBe(commitName(99));
    expect(JSON.parse(Buffer.from(await disk.read(log("_last_checkpoint"))).toString())).toMatchObject({ version: 399, numOfAddFiles: 1 });
    // Tombstones whose grace is over are gone, those of the last hour are not.
    expect(late.removed.every(({ removedAt }) => removedAt > 1_000_000 + graceOfLog)).toBe(true);
    expect(await readTable(disk, paths)).toEqual(late);
    // Who slept longer than the log remembers starts anew.
    expect(await readTable(disk, paths, { ...noTable, version: 5 })).toEqual(late);
    // A broken summary: the one before does as well.
    await disk.remove(log(summaryName(399)));
    expect(await readTable(disk, paths)).toEqual({ ...late, checkpoint: 299 });
  });

  it("opens quickly after 100,000 commits", { timeout: 240_000 }, async () => {
    const disk = await newDisk();
    const commits = 100_000;
    let table = noTable;
    for (let version = 0; version < commits; version++) {
      // A checkpoint now and then: each one costs DuckDB some 10 ms.
      const isCheckpointed = version % 1000 === 999;
      const at = 1_000_000 + version * 60_000;
      table = await commitTable(
        disk,
        paths,
        table,
        sealOf(version, { remove: table.segments.map(({ path }) => path), at, ...(isCheckpointed ? { engine } : {}) }),
      );
    }
    const before = performance.now();
    const found = await readTable(disk, paths);
    const took = performance.now() - before;
    expect(found).toEqual(table);
    expect(found.version).toBe(commits - 1);
    expect((await disk.list(paths.deltaLog)).length).toBeLessThan(1200);
    expect(took).toBeLessThan(500);
  });
});
