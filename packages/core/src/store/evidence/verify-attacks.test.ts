import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { TableState } from "../delta/table-state.ts";
import { signCheckpoint } from "./checkpoint-record.ts";
import { checkpointOf, parseRecord } from "./parse-checkpoint.ts";
import { signerId, signingKeyFrom } from "./signing-key.ts";
import {
  changeCheckpoints,
  days,
  fileOf,
  grown,
  putFile,
  readRows,
  writeSegment,
  type MadeUpStore,
  type Row,
} from "./testing/made-up-store.ts";

const [one, two, three] = days;

const rewrite = async ({ disk }: MadeUpStore, path: string, change: (rows: Row[]) => Row[]): Promise<void> => {
  const rows = change(await readRows(disk, path));
  await putFile(disk, fileOf(path), Buffer.from(rows.map((row) => `${JSON.stringify(row)}\n`).join("")));
};

/** A segment of at least two events, by a number. */
const someSegment = (store: MadeUpStore, pick: number): string => {
  const long = store.table.segments.filter(({ events }) => events > 1);
  return long[pick % long.length]?.path ?? "";
};

const change = (table: TableState, path: string, with_: Partial<TableState["segments"][number]>): TableState => ({
  ...table,
  segments: table.segments.map((segment) => (segment.path === path ? { ...segment, ...with_ } : segment)),
});

interface Attack {
  name: string;
  /** Gives the segment that is wrong now; null when it is none. */
  by(store: MadeUpStore, pick: number): Promise<string | null>;
  says: RegExp;
}

const onSegments: Attack[] = [
  {
    name: "a changed byte",
    async by(store, pick) {
      const path = someSegment(store, pick);
      const bytes = Buffer.from(await store.disk.read(fileOf(path)));
      const at = pick % bytes.length;
      bytes.writeUInt8(bytes.readUInt8(at) ^ (1 + (pick % 255)), at);
      await putFile(store.disk, fileOf(path), bytes);
      return path;
    },
    says: /was changed/,
  },
  {
    name: "a removed file",
    async by(store, pick) {
      const path = someSegment(store, pick);
      await store.disk.remove(fileOf(path));
      return path;
    },
    says: /is not there/,
  },
  {
    name: "a file cut short",
    async by(store, pick) {
      const path = someSegment(store, pick);
      const bytes = await store.disk.read(fileOf(path));
      await putFile(store.disk, fileOf(path), bytes.subarray(0, pick % bytes.length));
      return path;
    },
    says: /was changed/,
  },
  {
    name: "two events that swapped their places",
    async by(store, pick) {
      const path = someSegment(store, pick);
      await rewrite(store, path, ([a, b, ...rest]) => [
        { seq: a?.seq ?? 0, text: b?.text ?? "" },
        { seq: b?.seq ?? 0, text: a?.text ?? "" },
        ...rest,
      ]);
      return path;
    },
    says: /its events are in another order/,
  },
  {
    name: "an event removed, and the table's log rewritten",
    async by(store, pick) {
      const path = someSegment(store, pick);
      await rewrite(store, path, ([, ...rest]) => rest);
      const rows = await readRows(store.disk, path);
      const { size, sha256, events, stats } = await writeSegment(store.disk, "2026-12-01", rows);
      store.table = change(store.table, path, { size, sha256, events, stats });
      return path;
    },
    says: /and \d+ were signed/,
  },
  {
    name: "an event changed, and the table's log rewritten",
    async by(store, pick) {
      const path = someSegment(store, pick);
      await rewrite(store, path, ([first, ...rest]) => [
        { seq: first?.seq ?? 0, text: (first?.text ?? "").replace("alice@", "mallory@") },
        ...rest,
      ]);
      const { size, sha256 } = await writeSegment(store.disk, "2026-12-01", await readRows(store.disk, path));
      store.table = change(store.table, path, { size, sha256 });
      return path;
    },
    says: /an event was changed, of the numbers/,
  },
  {
    name: "a segment taken out of the table",
    async by(store, pick) {
      const path = someSegment(store, pick);
      await store.disk.remove(fileOf(path));
      store.table = { ...store.table, segments: store.table.segments.filter((segment) => segment.path !== path) };
      return path;
    },
    says: /was taken out of the table/,
  },
  {
    name: "a segment put into the table",
    async by(store) {
      const segment = await writeSegment(store.disk, one, [{ seq: 0, text: "{}" }], "x");
      store.table = { ...store.table, segments: [...store.table.segments, segment] };
      return segment.path;
    },
    says: /was never signed/,
  },
  {
    name: "a segment in place of another",
    async by(store, pick) {
      const path = someSegment(store, pick);
      const segment = await writeSegment(store.disk, two, (await readRows(store.disk, path)).slice(1), "x");
      store.table = { ...store.table, segments: [...store.table.segments.filter((other) => other.path !== path), segment] };
      return path;
    },
    says: /was taken out of the table/,
  },
  {
    name: "a segment said to hold other times, so that readers pass it over",
    async by(store, pick) {
      const path = someSegment(store, pick);
      store.table = change(store.table, path, { to: "2026-01-01T00:00:00.000000Z" });
      return path;
    },
    says: /other things of/,
  },
  {
    name: "an event changed before a compaction, which carried it on",
    async by(store) {
      const path = store.table.segments.find(({ dt }) => dt === three)?.path ?? "";
      await rewrite(store, path, ([first, ...rest]) => [{ seq: first?.seq ?? 0, text: '{"stage":"forged"}' }, ...rest]);
      await store.compact(three, 1);
      return store.table.segments.find(({ dt }) => dt === three)?.path ?? "";
    },
    says: /an event was changed, of the numbers/,
  },
];

const onLists: Attack[] = [
  {
    name: "a byte of a checkpoint changed",
    async by({ disk }, pick) {
      await changeCheckpoints(disk, (lines) => {
        const at = pick % lines.length;
        const bytes = Buffer.from(lines[at] ?? "");
        const where = (pick * 7919) % bytes.length;
        bytes.writeUInt8(bytes.readUInt8(where) === 0x41 ? 0x42 : 0x41, where);
        return lines.with(at, bytes.toString());
      });
      return null;
    },
    says: /signature|none|key|follows|project|never|version/,
  },
  {
    name: "a checkpoint forged with another key, and all behind it",
    async by({ disk }, pick) {
      const other = signingKeyFrom(Buffer.alloc(32, 9));
      await changeCheckpoints(disk, (lines) =>
        lines.map((line, index) => {
          const record = parseRecord(line);
          const checkpoint = record && checkpointOf(record);
          return index < pick % lines.length || checkpoint === null
            ? line
            : JSON.stringify(signCheckpoint({ ...checkpoint, signer: pick % 2 === 0 ? signerId(other) : checkpoint.signer }, other));
        }),
      );
      return null;
    },
    says: /signature of checkpoint|signed by a key that is not trusted/,
  },
  {
    name: "a checkpoint taken out of the middle",
    async by({ disk }, pick) {
      await changeCheckpoints(disk, (lines) => lines.toSpliced(pick % (lines.length - 1), 1));
      return null;
    },
    says: /comes|first checkpoint is number/,
  },
  {
    name: "two checkpoints swapped",
    async by({ disk }, pick) {
      await changeCheckpoints(disk, (lines) => {
        const at = pick % (lines.length - 1);
        return lines.with(at, lines[at + 1] ?? "").with(at + 1, lines[at] ?? "");
      });
      return null;
    },
    says: /comes|first checkpoint is number/,
  },
  {
    name: "the last checkpoints dropped",
    async by({ disk }, pick) {
      await changeCheckpoints(disk, (lines) => lines.slice(0, -1 - (pick % lines.length)));
      return null;
    },
    says: /the last that was signed is/,
  },
  {
    name: "the journal's place moved on, over events that were not sealed",
    async by(store) {
      store.table = { ...store.table, sealedSeq: store.table.sealedSeq + 1 };
      return null;
    },
    says: /the journal counts from/,
  },
  {
    name: "the table brought back to where it was before the last seal",
    async by(store) {
      const before = store.table;
      await store.seal([three, three]);
      store.table = before;
      store.texts.length = before.sealedSeq;
      return null;
    },
    says: /is not there, nor are all its 2 events in the journal/,
  },
];

describe.each([...onSegments, ...onLists])("$name", ({ by, says }) => {
  it("is found, and named", async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat(100_000), async (pick) => {
        const store = await grown();
        const wrong = await by(store, pick);
        const verified = await store.verify();
        expect(verified.isSound).toBe(false);
        expect(verified.problems.map(({ message }) => message).join("\n")).toMatch(says);
        if (wrong !== null) expect(verified.firstWrongSegment).toBe(wrong);
      }),
      { numRuns: 5 },
    );
  });
});
