import { createHash, type KeyObject } from "node:crypto";
import { dirname, join } from "node:path";
import { canonicalEvent } from "../../../decode/event-hash.ts";
import type { AuditEvent } from "../../../model/audit-event.ts";
import { MeshauditError } from "../../../model/error.ts";
import { eventOf } from "../../../testing/events.ts";
import { noTable, type LiveSegment, type TableState } from "../../delta/table-state.ts";
import type { Disk } from "../../disk/disk.ts";
import { simulatedDisk, type SimulatedDisk } from "../../disk/testing/simulated-disk.ts";
import { storePaths } from "../../layout.ts";
import { checkpointsPath } from "../checkpoint-log.ts";
import { openEvidence, type Evidence } from "../checkpoints.ts";
import { leafHash } from "../merkle.ts";
import { gatherLeaves, type SegmentLeaves } from "../segment-leaves.ts";
import { signingKeyFrom } from "../signing-key.ts";
import type { StoreVerification } from "../verification.ts";
import { verifyStore, type VerifyQuestion } from "../verify.ts";
import type { ReadRows } from "../verify-segments.ts";

/** A row of a made-up segment, whose file is a line of JSON for each. */
export interface Row {
  seq: number;
  text: string;
}

export const paths = storePaths("/root/mesh-log-m", "m");
export const key = signingKeyFrom(Buffer.alloc(32, 1));
const project = "mesh-log-m";

/** A store with all that evidence has to do with, and nothing else: no journal file, no Parquet, no Delta log. */
export interface MadeUpStore {
  readonly disk: SimulatedDisk;
  table: TableState;
  /** What was sealed and what was not, by number. */
  readonly texts: string[];
  /** Lines that a second place was handed. */
  readonly copy: string[];
  evidence: Evidence;
  readonly rows: ReadRows;
  /** As if the writer had begun anew, on the same or another disk. */
  reopen(disk?: SimulatedDisk): Promise<void>;
  /** Seals events, of each of the days named; `crash`: the commit is not made. */
  seal(days: readonly string[], crash?: boolean): Promise<void>;
  compact(dt: string, parts: number, crash?: boolean): Promise<void>;
  retain(dt: string, crash?: boolean): Promise<void>;
  verify(said?: Partial<VerifyQuestion>): Promise<StoreVerification>;
}

export const madeUpStore = async (signingKey: KeyObject = key): Promise<MadeUpStore> => {
  const texts: string[] = [];
  const copy: string[] = [];
  const open = (disk: Disk, table: TableState): Promise<Evidence> =>
    openEvidence({
      disk,
      folder: paths.evidence,
      project,
      signingKey,
      tableVersion: table.version,
      onCheckpoint: (record) => copy.push(JSON.stringify(record)),
    });
  let disk = simulatedDisk();
  for (const folder of [paths.evidence, paths.logstore]) await disk.makeFolder(folder);
  for (const folder of ["/", "/root", paths.project]) await disk.syncFolder(folder);

  const commit = (store: MadeUpStore, add: LiveSegment[], remove: readonly string[], sealedSeq = store.table.sealedSeq): void => {
    const segments = [...store.table.segments.filter(({ path }) => !remove.includes(path)), ...add];
    store.table = { ...store.table, version: store.table.version + 1, sealedSeq, segments };
    store.evidence.committed();
  };
  const next = (store: MadeUpStore) => ({ version: store.table.version + 1, at: Date.UTC(2026, 10, 24) + store.table.version * 1000 });
  const ofDay = (store: MadeUpStore, dt: string): LiveSegment[] => store.table.segments.filter((segment) => segment.dt === dt);

  const store: MadeUpStore = {
    get disk() {
      return disk;
    },
    table: noTable,
    texts,
    copy,
    evidence: await open(disk, noTable),
    rows: (segments) => rowsOn(disk)(segments),
    async reopen(other = disk) {
      disk = other;
      store.evidence = await open(disk, store.table);
    },
    async seal(days, crash = false) {
      const from = store.table.sealedSeq;
      const rows = days.map((dt, index) => ({ dt, seq: from + index, text: texts[from + index] ?? newText(from + index) }));
      for (const { seq, text } of rows) texts[seq] = text;
      const add: { segment: LiveSegment; leaves: SegmentLeaves }[] = [];
      for (const dt of new Set(days)) {
        const own = rows.filter((row) => row.dt === dt);
        const leaves = gatherLeaves();
        for (const { seq, text } of own) leaves.add(seq, leafHash(text));
        add.push({ segment: await writeSegment(disk, dt, own), leaves: leaves.gathered() });
      }
      await store.evidence.noteSeal({ ...next(store), add });
      if (crash) return;
      commit(
        store,
        add.map(({ segment }) => segment),
        [],
        from + days.length,
      );
    },
    async compact(dt, parts, crash = false) {
      const before = ofDay(store, dt);
      if (before.length === 0) return;
      const rows: Row[] = [];
      for (const { path } of before) rows.push(...(await readRows(disk, path)));
      // By object, as real ones are: numbers lie across the parts.
      rows.sort((a, b) => (a.seq % 3) - (b.seq % 3) || a.seq - b.seq);
      const size = Math.ceil(rows.length / parts);
      const add: LiveSegment[] = [];
      for (let at = 0; at < rows.length; at += size)
        add.push(await writeSegment(disk, dt, rows.slice(at, at + size), `c${store.table.version}`));
      const remove = before.map(({ path }) => path);
      await store.evidence.noteCompaction({ ...next(store), add, remove });
      if (!crash) commit(store, add, remove);
    },
    async retain(dt, crash = false) {
      const remove = ofDay(store, dt).map(({ path }) => path);
      if (remove.length === 0) return;
      await store.evidence.noteRetention({ ...next(store), remove });
      if (!crash) commit(store, [], remove);
    },
    verify: (said = {}) =>
      verifyStore({
        disk,
        paths,
        project,
        readTable: async () => store.table,
        keys: [signingKey],
        rows: rowsOn(disk),
        journal: async (from, onLines) => onLines({ firstSeq: from, lines: texts.slice(from) }),
        copy: null,
        ...said,
      }),
  };
  return store;
};

const newText = (seq: number): string => canonicalEvent(eventOf({ verb: "update", at: seq, name: `object-${seq % 3}` }));

/** Writes a file over what is there. */
export const putFile = async (disk: Disk, path: string, bytes: Uint8Array): Promise<void> => {
  await disk.makeFolder(dirname(path));
  await disk.remove(path);
  const file = await disk.open(path, "new");
  await file.append(bytes);
  await file.sync();
  for (const folder of [dirname(path), paths.logstore, paths.project]) await disk.syncFolder(folder);
};

/** Writes a segment, and says of it what the table's log would. */
export const writeSegment = async (disk: Disk, dt: string, rows: readonly Row[], suffix = ""): Promise<LiveSegment> => {
  const bytes = Buffer.from(rows.map((row) => `${JSON.stringify(row)}\n`).join(""));
  const seqs = rows.map(({ seq }) => seq);
  const firstSeq = Math.min(...seqs);
  const sha256 = createHash("sha256").update(bytes).digest("hex");
  const path = `dt=${dt}/part-${String(firstSeq).padStart(20, "0")}-${sha256.slice(0, 8)}${suffix}.parquet`;
  await putFile(disk, join(paths.logstore, path), bytes);
  const times = { from: `${dt}T00:00:00.000000Z`, to: `${dt}T23:59:59.999999Z` };
  const about = {
    dt,
    size: bytes.length,
    events: rows.length,
    firstSeq,
    nextSeq: Math.max(...seqs) + 1,
    levels: { Metadata: rows.length },
  };
  return { path, sha256, ...about, ...times, stats: JSON.stringify({ numRecords: rows.length }), addedAt: 0 };
};

export const readRows = async (disk: Disk, path: string): Promise<Row[]> => {
  const text = Buffer.from(await disk.read(join(paths.logstore, path))).toString();
  return text
    .split("\n")
    .slice(0, -1)
    .map((line) => JSON.parse(line) as Row);
};

const rowsOn = (disk: Disk): ReadRows =>
  async function* (segments) {
    const rows: { seq: number; event: AuditEvent }[] = [];
    for (const { path } of segments) {
      try {
        for (const { seq, text } of await readRows(disk, path)) rows.push({ seq, event: JSON.parse(text) as AuditEvent });
      } catch (cause) {
        throw new MeshauditError("store-damaged", "it cannot be read", { cause });
      }
    }
    yield rows.sort((a, b) => a.seq - b.seq);
  };

/** Lines of the log of checkpoints, changed. */
export const changeCheckpoints = async (disk: Disk, change: (lines: string[]) => readonly string[]): Promise<void> => {
  const path = checkpointsPath(paths.evidence);
  const lines = Buffer.from(await disk.read(path))
    .toString()
    .split("\n")
    .slice(0, -1);
  await putFile(
    disk,
    path,
    Buffer.from(
      change(lines)
        .map((line) => `${line}\n`)
        .join(""),
    ),
  );
};

export const days = ["2026-11-23", "2026-11-24", "2026-11-25"] as const;
const [one, two, three] = days;

/** A store with all that may happen to one: days in one seal, out of order, compacted into one and several, kept no longer. */
export const grown = async (): Promise<MadeUpStore> => {
  const store = await madeUpStore();
  await store.seal([one, one, two, one, two, two, one]);
  await store.seal([two, one, two]);
  await store.compact(one, 1);
  await store.seal([two, three, two, three, three, three]);
  await store.compact(two, 3);
  await store.seal([three, three, three]);
  await store.retain(one);
  await store.seal([three, three]);
  return store;
};

export const pathsOf = ({ table }: MadeUpStore): string[] => table.segments.map(({ path }) => path);
export const fileOf = (path: string): string => join(paths.logstore, path);
