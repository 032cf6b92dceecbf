import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { changeCheckpoints, key, madeUpStore, paths, type MadeUpStore } from "./testing/made-up-store.ts";
import { checkpointsPath } from "./checkpoint-log.ts";
import { openEvidence } from "./checkpoints.ts";
import { isSignedBy, type CheckpointRecord } from "./checkpoint-record.ts";
import { parseRecord } from "./parse-checkpoint.ts";
import { publicKeyOf, signingKeyFrom } from "./signing-key.ts";

const days = ["2026-11-23", "2026-11-24", "2026-11-25"] as const;
const [one, two] = days;

const recordsOf = async ({ disk }: MadeUpStore): Promise<CheckpointRecord[]> =>
  Buffer.from(await disk.read(checkpointsPath(paths.evidence)))
    .toString()
    .split("\n")
    .flatMap((line) => parseRecord(line) ?? []);

describe("checkpoints", () => {
  it("are signed, numbered, and each names the one before", async () => {
    const store = await madeUpStore();
    await store.seal([one, one, two]);
    await store.seal([two]);
    await store.compact(two, 1);
    await store.retain(one);
    const records = await recordsOf(store);
    expect(records.map(({ number, version, reason, size }) => [number, version, reason, size])).toEqual([
      [0, 0, "seal", 3],
      [1, 1, "seal", 4],
      [2, 2, "compaction", 4],
      [3, 3, "retention", 4],
    ]);
    for (const record of records) {
      expect(isSignedBy(record, publicKeyOf(key))).toBe(true);
      expect(isSignedBy({ ...record, at: "2026-11-25T00:00:00.000Z" }, publicKeyOf(key))).toBe(false);
    }
    expect(store.copy).toEqual(records.map((record) => JSON.stringify(record)));
    expect(await store.verify()).toMatchObject({ isSound: true, problems: [], events: { proven: 2, unread: 0, retired: 2 } });
  });

  it("are handed on once their change was made, after a crash once more", async () => {
    const store = await madeUpStore();
    await store.seal([one]);
    await store.seal([one], true);
    expect(store.copy).toHaveLength(1);
    await store.reopen();
    expect(store.copy).toEqual([store.copy[0], store.copy[0]]);
    await store.seal([one, one]);
    expect(store.copy.map((line) => parseRecord(line)?.number)).toEqual([0, 0, 2]);
    expect(await store.verify({ copy: () => store.copy })).toMatchObject({ isSound: true, checkpoints: { count: 3, compared: 3 } });
  });

  it("do not rest on one whose sync failed, nor on a name that a crash left undone", async () => {
    const store = await madeUpStore();
    const losesAll = { below: () => 0 };
    // Its writer was killed after the first record, before the file's name was durable.
    let killed = store.disk;
    store.disk.faults.atMoment = (operation) => {
      if (operation === `before the sync of the folder ${paths.evidence}`) killed = store.disk.afterKill();
    };
    await store.seal([one], true);
    await store.reopen(killed);
    await store.seal([one]);
    await store.reopen(store.disk.afterPowerLoss(losesAll));
    // What the system shows of the failed write never reaches the medium.
    store.disk.faults.failingSync = (path) => path === checkpointsPath(paths.evidence);
    await expect(store.seal([one])).rejects.toMatchObject({ code: "EIO" });
    await store.reopen(store.disk.afterKill());
    await store.seal([one]);
    await store.reopen(store.disk.afterPowerLoss(losesAll));
    expect(await store.verify()).toMatchObject({ isSound: true, problems: [] });
  });

  it("of segments that a compaction made together are removed together", async () => {
    const store = await madeUpStore();
    await store.seal([one, one, one, one, one, one, two]);
    await store.compact(one, 3);
    const [first, second, third, other] = store.table.segments.filter(({ dt }) => dt === one).map(({ path }) => path);
    expect(other).toBeUndefined();
    expect((await store.evidence.together([second ?? ""])).sort()).toEqual([first, second, third].sort());
    await expect(store.evidence.noteRetention({ version: 2, at: 0, remove: [first ?? ""] })).rejects.toThrow("made of the same events");
    await expect(store.evidence.together(["dt=2026-11-24/other.parquet"])).rejects.toThrow("no segment that was signed");
  });

  it("of events that are not the next ones are not made", async () => {
    const store = await madeUpStore();
    await store.seal([one]);
    store.table = { ...store.table, sealedSeq: 2 };
    await expect(store.seal([one])).rejects.toThrow("after 1 events comes number 2");
  });

  it("can be made again when there was no room for one", async () => {
    const store = await madeUpStore();
    await store.seal([one]);
    const { faults } = store.disk;
    faults.brokenWrite = (path, bytes) => (path === checkpointsPath(paths.evidence) ? bytes >> 1 : null);
    await expect(store.seal([one, two])).rejects.toThrow();
    faults.brokenWrite = () => null;
    await store.seal([one, two]);
    expect(await store.verify()).toMatchObject({ isSound: true, checkpoints: { count: 2 } });
  });

  it("are made no more after a sync failed, until it is opened anew", async () => {
    const store = await madeUpStore();
    await store.seal([one]);
    const { faults } = store.disk;
    faults.failingSync = (path) => path === checkpointsPath(paths.evidence);
    await expect(store.seal([one])).rejects.toThrow();
    faults.failingSync = () => false;
    await expect(store.seal([one])).rejects.toThrow("opened anew");
    await store.reopen();
    await store.seal([one]);
    expect((await store.verify()).isSound).toBe(true);
  });
});

describe("what a power loss leaves of the checkpoints", () => {
  const chanceOf = (seed: number) => {
    let state = seed * 2654435761 + 1;
    return {
      below: (end: number): number => {
        state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
        return Math.floor((state / 4294967296) * end);
      },
    };
  };
  const step = fc.oneof(
    fc.record({ what: fc.constant("seal" as const), of: fc.array(fc.constantFrom(...days), { minLength: 1, maxLength: 12 }) }),
    fc.record({ what: fc.constantFrom("compact" as const, "retain" as const), of: fc.constantFrom(...days).map((day) => [day]) }),
  );
  const perform = (store: MadeUpStore, { what, of: [day = one, ...more] }: { what: "seal" | "compact" | "retain"; of: string[] }) => {
    if (what === "seal") return store.seal([day, ...more]);
    return what === "compact" ? store.compact(day, 2) : store.retain(day);
  };

  it("is enough to go on, at every moment", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 3 }), step, fc.nat(1000), async (before, last, seed) => {
        const store = await madeUpStore();
        for (const one of before) await perform(store, one);
        const { table } = store;
        const lost: ReturnType<typeof store.disk.afterPowerLoss>[] = [];
        const { disk } = store;
        disk.faults.atMoment = () => lost.push(disk.afterPowerLoss(chanceOf(seed + lost.length)));
        await perform(store, last);
        for (const disk of lost) {
          store.table = table;
          await store.reopen(disk);
          expect((await store.verify()).problems).toEqual([]);
          await store.seal([one]);
          expect((await store.verify()).problems).toEqual([]);
        }
      }),
      { numRuns: 8 },
    );
  });
});

describe("evidence is not gone on with", () => {
  const damaged = expect.objectContaining({ code: "store-damaged" });
  const sealed = async (): Promise<MadeUpStore> => {
    const store = await madeUpStore();
    for (let version = 0; version < 4; version++) await store.seal([one, two]);
    return store;
  };

  it.each<[string, (store: MadeUpStore) => void | Promise<void>]>([
    ["when the last checkpoint is gone", ({ disk }) => changeCheckpoints(disk, (lines) => lines.slice(0, -1))],
    ["when all are", ({ disk }) => disk.remove(checkpointsPath(paths.evidence))],
    [
      "when the last one was changed",
      ({ disk }) => changeCheckpoints(disk, (lines) => lines.with(lines.length - 1, (lines.at(-1) ?? "").replace('"size":8', '"size":9'))),
    ],
    ["when the last one is unreadable", ({ disk }) => changeCheckpoints(disk, (lines) => lines.with(lines.length - 1, "{"))],
    ["when the table is back at an older version", (store) => void (store.table = { ...store.table, version: 0 })],
    ["when there is no table any more", (store) => void (store.table = { ...store.table, version: -1 })],
    ["when the table is ahead", (store) => void (store.table = { ...store.table, version: 5 })],
  ])("%s", async (_, change) => {
    const store = await sealed();
    await change(store);
    await expect(store.reopen()).rejects.toThrow(damaged);
  });

  it("when another key signed, unless that is trusted", async () => {
    const store = await sealed();
    const other = signingKeyFrom(Buffer.alloc(32, 2));
    const options = { disk: store.disk, folder: paths.evidence, project: "mesh-log-m", signingKey: other, tableVersion: 3 };
    await expect(openEvidence(options)).rejects.toThrow(damaged);
    expect((await openEvidence({ ...options, trusted: [publicKeyOf(key)] })).size).toBe(8);
    await expect(openEvidence({ ...options, trusted: [key], project: "mesh-log-other" })).rejects.toThrow("of the project mesh-log-m");
  });
});
