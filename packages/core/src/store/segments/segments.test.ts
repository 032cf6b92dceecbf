import { readFile, readdir, rm, truncate } from "node:fs/promises";
import { join } from "node:path";
import { createHash } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { commitTable } from "../delta/commit-table.ts";
import { noTable } from "../delta/table-state.ts";
import type { Engine } from "../engine/duckdb.ts";
import type { AuditEvent } from "../../model/audit-event.ts";
import { compactSegments } from "./compact-segments.ts";
import { readNumbered } from "./read-segments.ts";
import { removeUnused } from "./remove-unused.ts";
import { eventAt, openWorkplace, type Workplace } from "./testing/stored-segments.ts";
import type { WrittenSegment } from "./write-segments.ts";

let workplace: Workplace;
beforeAll(async () => {
  workplace = await openWorkplace();
});
afterAll(() => workplace.leave());

const day = "2026-11-24";
const named = (seconds: number, name: string, dt = day): AuditEvent => eventAt(dt, seconds, { objectRef: { resource: "services", name } });
const all = { sql: "true", parameters: [] };

const seqsOf = async (
  segments: readonly WrittenSegment[],
  where: Parameters<typeof readNumbered>[3] = all,
  order?: "seq",
): Promise<number[]> => {
  const seqs: number[] = [];
  for await (const batch of readNumbered(workplace.engine, workplace.paths, segments, where, undefined, order))
    seqs.push(...batch.map(({ seq }) => seq));
  return seqs;
};

describe("sealing", () => {
  it("writes each file under a name of its own: DuckDB takes one for another that had its name", async () => {
    const written: string[] = [];
    const note = (sql: string): void => void written.push(...(/ TO '([^']+)'/.exec(sql)?.slice(1) ?? []));
    const { engine } = workplace;
    const noted: Engine = {
      ...engine,
      together: (task) => engine.together((one) => task({ ...one, run: (sql, parameters) => (note(sql), one.run(sql, parameters)) })),
    };
    await workplace.seal(
      [-1, 0, 1].map((days) => named(days * 86_400, "a")),
      9000,
      noted,
    );
    expect(written).toHaveLength(3);
    expect(new Set(written).size).toBe(3);
  });

  it("makes a segment a day, named after its first event and its bytes", async () => {
    const written = await workplace.seal([named(1, "b"), named(2, "a"), named(3, "b"), named(-1, "c")], 100);
    expect(written.map(({ dt, events, firstSeq, nextSeq, from, to, levels }) => [dt, events, firstSeq, nextSeq, from, to, levels])).toEqual(
      [
        ["2026-11-23", 1, 103, 104, "2026-11-23T23:59:59.000000Z", "2026-11-23T23:59:59.000000Z", { Metadata: 1 }],
        [day, 3, 100, 103, "2026-11-24T00:00:01.000000Z", "2026-11-24T00:00:03.000000Z", { Metadata: 3 }],
      ],
    );
    for (const { path, size, sha256 } of written) {
      const bytes = await readFile(join(workplace.paths.logstore, path));
      expect([bytes.length, createHash("sha256").update(bytes).digest("hex")]).toEqual([size, sha256]);
      expect(path).toMatch(new RegExp(`^dt=2026-11-2[34]/part-0{17}10[03]-${sha256.slice(0, 8)}\\.parquet$`));
    }
    expect(JSON.parse(written[1]?.stats ?? "")).toEqual({
      numRecords: 3,
      minValues: { seq: 100, stageTimestamp: "2026-11-24T00:00:01.000000Z", "objectRef.resource": "services", "objectRef.name": "a" },
      maxValues: { seq: 102, stageTimestamp: "2026-11-24T00:00:03.000000Z", "objectRef.resource": "services", "objectRef.name": "b" },
      nullCount: {
        seq: 0,
        stageTimestamp: 0,
        "objectRef.apiGroup": 3,
        "objectRef.resource": 0,
        "objectRef.namespace": 3,
        "objectRef.name": 0,
      },
    });
  });

  it("puts one object's events together, in the order of time", async () => {
    const written = await workplace.seal([named(5, "b"), named(2, "a"), named(3, "b"), named(1, "a")], 200);
    expect(await seqsOf(written)).toEqual([203, 201, 202, 200]);
    expect(await seqsOf(written, all, "seq")).toEqual([200, 201, 202, 203]);
    expect(await seqsOf(written, { sql: `"auditID" IN (?, ?)`, parameters: [`id-${day}-5`, "' OR true --"] })).toEqual([200]);
  });

  it("makes nothing of nothing, and leaves no file of its own behind", async () => {
    expect(await workplace.seal([])).toEqual([]);
    const names = (await readdir(workplace.paths.logstore, { recursive: true })).filter((name) => /tmp|ndjson/.test(name));
    expect(names).toEqual([]);
  });
});

describe("joining the segments of a day", () => {
  it("keeps every event, in files of a bounded number of events", async () => {
    const segments: WrittenSegment[] = [];
    for (let part = 0; part < 4; part++)
      segments.push(
        ...(await workplace.seal(
          Array.from({ length: 25 }, (_, at) => named(at, `s${(part + at) % 7}`, "2026-12-01")),
          1000 + part * 25,
        )),
      );
    const joined = await compactSegments({ ...workplace, dt: "2026-12-01", segments, maxEvents: 40 });
    expect(joined.map(({ events }) => events)).toEqual([33, 33, 34]);
    expect(await seqsOf(joined, all, "seq")).toEqual(Array.from({ length: 100 }, (_, at) => 1000 + at));
    // An object is in one file, or at the border of two.
    const names = joined
      .map(({ stats }) => JSON.parse(stats))
      .map(({ minValues, maxValues }) => [minValues["objectRef.name"], maxValues["objectRef.name"]]);
    expect(names).toEqual([
      ["s0", "s2"],
      ["s2", "s4"],
      ["s4", "s6"],
    ]);
  });
});

describe("a segment that cannot be read", () => {
  it("is named when it is damaged, and told from one that is gone", async () => {
    const [good] = await workplace.seal([named(1, "a", "2026-12-02")], 2000);
    const [bad] = await workplace.seal([named(1, "b", "2026-12-02")], 2001);
    if (good === undefined || bad === undefined) throw new Error("nothing was written");
    const file = join(workplace.paths.logstore, bad.path);
    await truncate(file, bad.size - 10);
    await expect(seqsOf([good, bad])).rejects.toMatchObject({ code: "store-damaged", message: `the segment ${bad.path} cannot be read` });
    await rm(file);
    await expect(seqsOf([good, bad])).rejects.toMatchObject({ code: "ENOENT" });
    expect(await seqsOf([good])).toEqual([2000]);
  });
});

describe("files that nobody reads", () => {
  it("go once their time is over; so does what a crash left", async () => {
    const own = await openWorkplace();
    const { disk, paths } = own;
    const [first] = await own.seal([named(1, "a")], 0);
    const [second] = await own.seal([named(1, "b")], 1);
    const [orphan] = await own.seal([named(1, "c", "2026-11-30")], 2);
    if (first === undefined || second === undefined || orphan === undefined) throw new Error("nothing was written");
    let table = await commitTable(disk, paths, noTable, {
      add: [first, second],
      remove: [],
      sealedSeq: 2,
      dataChange: true,
      operation: "seal",
      at: 1000,
    });
    table = await commitTable(disk, paths, table, { add: [], remove: [first.path], dataChange: true, operation: "retention", at: 2000 });
    const left = async (): Promise<string[]> =>
      (await readdir(paths.logstore, { recursive: true })).filter((name) => name.endsWith(".parquet")).sort();
    expect(await removeUnused(disk, paths, table, 1999)).toEqual({ files: 1, bytes: orphan.size });
    expect(await left()).toEqual([first.path, second.path].sort());
    expect(await removeUnused(disk, paths, table, 2000)).toEqual({ files: 1, bytes: first.size });
    expect(await left()).toEqual([second.path]);
    expect(await readdir(paths.logstore)).not.toContain("dt=2026-11-30");
    await own.leave();
  });
});
