import { spawn, execFileSync } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { checkpointTable, graceOfLog } from "../../packages/core/src/store/delta/checkpoint-table.ts";
import { commitTable } from "../../packages/core/src/store/delta/commit-table.ts";
import { noTable, type TableState } from "../../packages/core/src/store/delta/table-state.ts";
import { realDisk } from "../../packages/core/src/store/disk/real-disk.ts";
import { openEngine, type Engine } from "../../packages/core/src/store/engine/duckdb.ts";
import { storePaths, type StorePaths } from "../../packages/core/src/store/layout.ts";
import { compactSegments } from "../../packages/core/src/store/segments/compact-segments.ts";
import { writeSegments } from "../../packages/core/src/store/segments/write-segments.ts";
import { preparePython } from "./deltalake/python.ts";

/** What another program found in the table. */
interface Counted {
  version: number;
  rows: number;
  distinct: number;
  first: string;
  day: string;
  codes: number;
  named: number;
}

const { python, reason } = preparePython();
if (python === null) console.warn(`\nSKIPPED: that another program reads the store as a Delta table. ${reason}\n`);

const script = join(import.meta.dirname, "deltalake", "count.py");
const days = ["2026-11-23", "2026-11-24"];
const disk = realDisk();
let root: string;
let engine: Engine;
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), "meshaudit-delta-readers-"));
  engine = await openEngine({ threads: 2, memoryLimitMB: 256, scratch: join(root, "scratch") });
});
afterAll(async () => {
  await engine.close();
  await rm(root, { recursive: true, force: true });
});

const newTable = async (mesh: string): Promise<StorePaths> => {
  const paths = storePaths(join(root, `mesh-log-${mesh}`), mesh);
  await disk.makeFolder(paths.deltaLog);
  return paths;
};

/** Every second event is of the first day. */
const line = (seq: number): string =>
  JSON.stringify({
    auditID: `id-${seq}`,
    level: "Metadata",
    objectRef: { name: `web-${seq % 5}`, resource: "services" },
    requestReceivedTimestamp: `${days[seq % 2]}T12:00:00.${String(seq).padStart(6, "0")}Z`,
    requestURI: "/",
    responseStatus: { code: 200 },
    stage: "ResponseComplete",
    stageTimestamp: `${days[seq % 2]}T12:00:00.${String(seq).padStart(6, "0")}Z`,
    user: { username: "alice@example.com" },
    verb: "get",
  });

const seal = async (paths: StorePaths, table: TableState, events: number, at: number): Promise<TableState> => {
  const { sealedSeq } = table;
  const text = Buffer.from(Array.from({ length: events }, (_, index) => `${line(sealedSeq + index)}\n`).join(""));
  const add = await writeSegments({ disk, engine, paths, lines: async (onLines) => onLines({ firstSeq: sealedSeq, count: events, text }) });
  return await commitTable(disk, paths, table, { add, remove: [], sealedSeq: sealedSeq + events, dataChange: true, operation: "seal", at });
};

const compact = async (paths: StorePaths, before: TableState, at: number): Promise<TableState> => {
  let table = before;
  for (const dt of days) {
    const segments = table.segments.filter((segment) => segment.dt === dt);
    const add = await compactSegments({ disk, engine, paths, dt, segments });
    const remove = segments.map(({ path }) => path);
    table = await commitTable(disk, paths, table, { add, remove, dataChange: false, operation: "compaction", at });
  }
  return table;
};

/** What is to be found at a version with so many events. */
const expected = (version: number, events: number): Counted => ({
  version,
  rows: events,
  distinct: events,
  first: expect.stringContaining("2026-11-23T12:00:00") as unknown as string,
  day: "2026-11-24",
  codes: events,
  named: Math.floor((events + 3) / 5),
});

const countEach = (command: string, paths: StorePaths): Counted[] =>
  execFileSync(command, [script, paths.logstore, "each"], { encoding: "utf8" })
    .trim()
    .split("\n")
    .map((text) => JSON.parse(text) as Counted);

describe.skipIf(python === null)("the Python package deltalake", () => {
  it("counts each event once while the table is sealed, compacted and given checkpoints", { timeout: 120_000 }, async () => {
    const paths = await newTable("live");
    let table = await seal(paths, noTable, 10, 1_000_000);
    const eventsAt = new Map([[table.version, table.sealedSeq]]);
    const reader = spawn(python ?? "", [script, paths.logstore, "follow"], { stdio: ["pipe", "pipe", "inherit"] });
    const found: Counted[] = [];
    const lines = createInterface({ input: reader.stdout });
    const ready = once(lines, "line");
    lines.on("line", (text) => {
      if (!text.includes("ready")) found.push(JSON.parse(text) as Counted);
    });
    const exit = once(reader, "exit");
    await ready;
    for (let round = 1; round <= 24; round++) {
      table = await seal(paths, table, 10 + round, 1_000_000 + round);
      eventsAt.set(table.version, table.sealedSeq);
      if (round % 6 === 0) table = await checkpointTable(disk, paths, engine, table, 1_000_000 + round);
      if (round % 8 !== 0) continue;
      table = await compact(paths, table, 1_000_000 + round);
      for (const version of [table.version - 1, table.version]) eventsAt.set(version, table.sealedSeq);
    }
    reader.stdin.end();
    expect(await exit).toEqual([0, null]);
    for (const counted of found) expect(counted).toEqual(expected(counted.version, eventsAt.get(counted.version) ?? -1));
    expect(new Set(found.map(({ version }) => version)).size).toBeGreaterThan(5);
    expect(found.at(-1)?.version).toBe(table.version);
    const each = countEach(python ?? "", paths);
    expect(each).toEqual([table.version, ...eventsAt.keys()].map((version) => expected(version, eventsAt.get(version) ?? -1)));
  });

  it("reads a table whose log was tidied up", { timeout: 60_000 }, async () => {
    const paths = await newTable("tidied");
    let table = noTable;
    const eventsAt = new Map<number, number>();
    for (let round = 0; round < 9; round++) {
      // A while passes, so that the checkpoint before the last is all that anyone needs.
      const at = 1_000_000 + round * graceOfLog;
      table = round === 5 ? await compact(paths, table, at) : await seal(paths, table, 7, at);
      eventsAt.set(table.version, table.sealedSeq);
      if (round % 2 === 1) table = await checkpointTable(disk, paths, engine, table, at);
    }
    const commits = async (): Promise<string[]> =>
      (await disk.list(paths.deltaLog)).map(({ name }) => name).filter((name) => /^\d+\.json$/.test(name));
    expect((await commits()).sort()[0]).toBe("00000000000000000006.json");
    expect(countEach(python ?? "", paths)[0]).toEqual(expected(table.version, table.sealedSeq));
    // Also without the hint, which other programs are not bound to find.
    await disk.remove(join(paths.deltaLog, "_last_checkpoint"));
    expect(countEach(python ?? "", paths)[0]).toEqual(expected(table.version, table.sealedSeq));
  });
});
