import fc from "fast-check";
import { beforeEach, describe, expect, it } from "vitest";
import { MeshauditError } from "../../model/error.ts";
import { simulatedDisk, type SimulatedDisk } from "../disk/testing/simulated-disk.ts";
import { headerBytes } from "./frame.ts";
import type { Journal } from "./journal.ts";
import { openJournal } from "./open-journal.ts";
import { JournalMoved, readJournal } from "./read-journal.ts";

const folder = "/store/_journal";
const firstFile = `${folder}/00000000000000000000.journal`;

let disk: SimulatedDisk;
beforeEach(async () => {
  disk = simulatedDisk();
  await disk.makeFolder(folder);
});

const opened = async (sealedSeq = 0, maxFrameBytes?: number): Promise<Journal> =>
  (await openJournal({ disk, folder, sealedSeq, ...(maxFrameBytes === undefined ? {} : { maxFrameBytes }) })).journal;

const linesFrom = async (seq: number, toSeq?: number): Promise<string[]> => {
  const lines: string[] = [];
  await readJournal(
    disk,
    folder,
    seq,
    (frame) => {
      expect(frame.firstSeq).toBe(seq + lines.length);
      expect(frame.count).toBe(frame.lines.length);
      expect(frame.text.toString()).toBe(frame.lines.map((line) => `${line}\n`).join(""));
      lines.push(...frame.lines);
    },
    toSeq,
  );
  return lines;
};

/** A folder of its own with one file in it, as a crash may leave it. */
const diskWith = async (bytes: Uint8Array): Promise<SimulatedDisk> => {
  const other = simulatedDisk();
  await other.makeFolder(folder);
  const file = await other.open(firstFile, "new");
  await file.append(bytes);
  return other;
};

const refusal = (code: string): unknown => expect.objectContaining({ name: "MeshauditError", code });

describe("what is appended", () => {
  it("comes back in order, whatever the batches, their grouping and the frames", async () => {
    const line = fc.string({ unit: "grapheme", maxLength: 40 }).map((text) => JSON.stringify(text));
    const batches = fc.array(fc.record({ lines: fc.array(line, { maxLength: 6 }), wait: fc.boolean(), rotate: fc.boolean() }), {
      maxLength: 12,
    });
    await fc.assert(
      fc.asyncProperty(batches, fc.integer({ min: 1, max: 200 }), async (batches, maxFrameBytes) => {
        disk = simulatedDisk();
        await disk.makeFolder(folder);
        const journal = await opened(0, maxFrameBytes);
        const stored = [];
        for (const { lines, wait, rotate } of batches) {
          const append = journal.append(lines);
          stored.push({ lines, append });
          if (wait) await append;
          if (rotate) void journal.rotate();
        }
        await journal.close();
        const all = batches.flatMap(({ lines }) => lines);
        expect(await linesFrom(0)).toEqual(all);
        for (const { lines, append } of stored) {
          if (lines.length === 0) continue;
          const { firstSeq } = await append;
          expect(await linesFrom(firstSeq, firstSeq + lines.length)).toEqual(lines);
        }
        expect(await linesFrom(all.length >> 1)).toEqual(all.slice(all.length >> 1));
        expect((await opened(0)).nextSeq).toBe(all.length);
        expect(await linesFrom(0)).toEqual(all);
      }),
      { numRuns: 60 },
    );
  });

  it("holds any character, and large texts", async () => {
    const lines = [
      JSON.stringify("a\u2028\n\u0000é漢😀"),
      JSON.stringify("\ud800"),
      `"${"x".repeat(300_000)}"`,
      `"${"漢".repeat(100_000)}"`,
    ];
    const journal = await opened(0, 100_000);
    await journal.append(lines);
    expect(await linesFrom(0)).toEqual(lines);
  });

  it("shares a sync among all that is appended while another goes on", async () => {
    const journal = await opened();
    const before = disk.syncs.files;
    const first = journal.append(["0"]);
    await new Promise((resolve) => queueMicrotask(() => resolve(null)));
    const others = Array.from({ length: 100 }, (_, index) => journal.append([String(index + 1)]));
    expect(await Promise.all([first, ...others])).toEqual(Array.from({ length: 101 }, (_, firstSeq) => ({ firstSeq })));
    expect(disk.syncs.files - before).toBe(2);
  });

  it("is acknowledged after the sync, not before", async () => {
    const journal = await opened();
    const order: string[] = [];
    disk.faults.atMoment = (operation) => order.push(operation);
    await journal.append(["1"]).then(() => order.push("acknowledged"));
    expect(order.map((operation) => operation.replace(` ${firstFile}.new`, ""))).toEqual([
      "half a write to",
      "write to",
      "before the sync of",
      "sync of",
      "acknowledged",
    ]);
  });
});

describe("rotation", () => {
  it("closes a file for sealing, and lets it go once it is sealed", async () => {
    const journal = await opened();
    expect(await journal.rotate()).toBeNull();
    await journal.append(["0", "1"]);
    const appended = journal.append(["2"]);
    const extent = await journal.rotate();
    await appended;
    expect(extent).toMatchObject({ path: firstFile, firstSeq: 0, nextSeq: 3, bytes: await disk.size(firstFile) });
    await journal.append(["3"]);
    expect(await linesFrom(0, 3)).toEqual(["0", "1", "2"]);
    await journal.removeBelow(2);
    expect(await linesFrom(0)).toEqual(["0", "1", "2", "3"]);
    const before = journal.bytes;
    await journal.removeBelow(3);
    expect(before - journal.bytes).toBe(extent?.bytes);
    await expect(linesFrom(0)).rejects.toThrow(JournalMoved);
    expect(await linesFrom(3)).toEqual(["3"]);
    await journal.close();
    expect((await opened(3)).nextSeq).toBe(4);
  });

  it("is known to a reader whose file vanished", async () => {
    const journal = await opened();
    await journal.append(["0"]);
    await journal.rotate();
    const { list } = disk;
    const seen = await disk.list(folder);
    await journal.removeBelow(1);
    disk.list = async () => seen;
    await expect(linesFrom(0)).rejects.toThrow(JournalMoved);
    disk.list = list;
  });

  it("goes on with the number that the table is at, when nothing is left of the journal", async () => {
    const journal = await opened(41);
    expect(await journal.append(["41"])).toEqual({ firstSeq: 41 });
    await journal.close();
    expect((await opened(100)).nextSeq).toBe(100);
    expect((await disk.list(folder)).map(({ name }) => name)).toEqual(["00000000000000000100.journal"]);
  });
});

describe("a journal that was cut or damaged", () => {
  const batches = [["0", "1"], ["2"], ["3", "4", "5"]];
  let bytes: Buffer;
  /** Where each frame ends, and how many events stand before. */
  let ends: { at: number; events: number }[];
  beforeEach(async () => {
    const journal = await opened();
    ends = [{ at: 0, events: 0 }];
    for (const batch of batches) {
      await journal.append(batch);
      ends.push({ at: journal.bytes, events: journal.nextSeq });
    }
    bytes = Buffer.from(await disk.read(firstFile));
  });

  it("opens, cut at any byte, to the whole frames before, and says how much was torn", async () => {
    for (let cut = 0; cut <= bytes.length; cut++) {
      disk = await diskWith(bytes.subarray(0, cut));
      const whole = ends.findLast(({ at }) => at <= cut) ?? { at: 0, events: 0 };
      const expected = batches.flat().slice(0, whole.events);
      expect(await linesFrom(0)).toEqual(expected);
      const { journal, recovered } = await openJournal({ disk, folder, sealedSeq: 0 });
      expect(recovered).toMatchObject({ events: whole.events, tornBytes: cut - whole.at, tornFile: cut > whole.at ? firstFile : null });
      expect(await journal.append(["new"])).toEqual({ firstSeq: whole.events });
      expect(await linesFrom(0)).toEqual([...expected, "new"]);
    }
  });

  it("takes a flipped bit in the last frame for a torn end, and says of one before it where the damage is", async () => {
    const last = ends.at(-2) ?? { at: 0, events: 0 };
    for (let bit = 0; bit < bytes.length * 8; bit++) {
      const flipped = Buffer.from(bytes);
      flipped[bit >> 3] = (flipped[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      disk = await diskWith(flipped);
      if (bit >> 3 >= last.at) {
        const { recovered } = await openJournal({ disk, folder, sealedSeq: 0 });
        expect(recovered).toMatchObject({ events: last.events, tornBytes: bytes.length - last.at });
        continue;
      }
      const { at } = ends.findLast((end) => end.at <= bit >> 3) ?? { at: 0 };
      const damage = await openJournal({ disk, folder, sealedSeq: 0 }).catch((error: unknown) => error);
      expect(damage).toEqual(refusal("store-damaged"));
      expect(String(damage)).toContain(`${firstFile} is damaged at byte ${at}`);
      await expect(linesFrom(0)).rejects.toEqual(refusal("store-damaged"));
    }
  });

  it("is damaged when a file before the last is torn, or missing", async () => {
    const journal = await opened();
    await journal.rotate();
    await journal.append(["6"]);
    await journal.rotate();
    await journal.append(["7"]);
    await journal.close();
    const names = (await disk.list(folder)).map(({ name }) => name).sort();
    const middle = `${folder}/${names[1]}`;
    const file = await disk.open(middle, "existing");
    await file.truncate(file.size - 1);
    await expect(openJournal({ disk, folder, sealedSeq: 0 })).rejects.toEqual(refusal("store-damaged"));
    await disk.remove(firstFile);
    await expect(openJournal({ disk, folder, sealedSeq: 0 })).rejects.toThrow(/events from 0 on are missing/);
    // What is sealed is not needed.
    expect((await opened(7)).nextSeq).toBe(8);
  });

  it("is not taken in by a frame that an event's text spells out", async () => {
    const forged = bytes.toString("latin1");
    const journal = await opened();
    const text = JSON.stringify(forged);
    await journal.append([text]);
    await journal.close();
    const path = `${folder}/${(await disk.list(folder))
      .map(({ name }) => name)
      .sort()
      .at(-1)}`;
    const file = await disk.open(path, "existing");
    await file.truncate(file.size - headerBytes);
    expect((await openJournal({ disk, folder, sealedSeq: 0 })).recovered.events).toBe(6);
  });
});

describe("a disk that fails", () => {
  it("has nothing acknowledged after a failed sync, until the journal is opened anew", async () => {
    const journal = await opened();
    await journal.append(["0"]);
    disk.faults.failingSync = () => true;
    const waiting = [journal.append(["1"]), journal.append(["2"]), journal.rotate()];
    expect((await Promise.allSettled(waiting)).map(({ status }) => status)).toEqual(["rejected", "rejected", "rejected"]);
    disk.faults.failingSync = () => false;
    await expect(journal.append(["3"])).rejects.toEqual(refusal("store-damaged"));
    await expect(journal.rotate()).rejects.toEqual(refusal("store-damaged"));
    await journal.close();
    const again = await opened();
    await again.append(["4"]);
    expect((await linesFrom(0)).filter((line) => ["0", "4"].includes(line))).toEqual(["0", "4"]);
  });

  it("acknowledges nothing that waited behind a failed sync, though the next would succeed", async () => {
    const journal = await opened();
    let failures = 1;
    disk.faults.failingSync = () => failures-- > 0;
    const first = journal.append(["0"]);
    await new Promise((resolve) => queueMicrotask(() => resolve(null)));
    const behind = [first, journal.append(["1"]), journal.rotate(), journal.append(["2"])];
    expect((await Promise.allSettled(behind)).map(({ status }) => status)).toEqual(behind.map(() => "rejected"));
  });

  it("does not lose what follows a frame whose sync failed and which the system shows nevertheless", async () => {
    await disk.syncFolder("/store");
    await disk.syncFolder("/");
    const journal = await opened();
    await journal.append(["0"]);
    disk.faults.failingSync = (path) => path !== folder;
    await expect(journal.append(["1"])).rejects.toThrow(MeshauditError);
    disk = disk.afterKill();
    const again = await opened();
    await again.append(["2"]);
    for (let seed = 0; seed < 50; seed++) {
      disk = disk.afterPowerLoss({ below: (end) => seed % end });
      expect(await linesFrom(0)).toEqual(["0", "1", "2"]);
    }
  });

  it("breaks after a write that failed half-way for another reason than want of room", async () => {
    const journal = await opened();
    disk.faults.brokenWrite = (_, bytes) => bytes - 1;
    await expect(journal.append(["0"])).rejects.toEqual(refusal("store-damaged"));
    disk.faults.brokenWrite = () => null;
    await expect(journal.append(["1"])).rejects.toEqual(refusal("store-damaged"));
    expect((await opened()).nextSeq).toBe(0);
  });

  it("refuses when there is no room, keeps all before, and goes on when there is", async () => {
    const journal = await opened(0, 64);
    await journal.append(["0"]);
    for (let room = disk.used(); room < disk.used() + 60; room++) {
      disk.faults.room = room;
      const lines = Array.from({ length: 40 }, (_, index) => `"${index} ${room}"`);
      await expect(journal.append(lines)).rejects.toEqual(refusal("store-full"));
      expect(await linesFrom(0)).toEqual(["0"]);
    }
    await expect(journal.rotate()).resolves.not.toBeNull();
    disk.faults.room = disk.used();
    disk.faults.room = Number.POSITIVE_INFINITY;
    expect(await journal.append(["1"])).toEqual({ firstSeq: 1 });
    await journal.close();
    expect((await opened()).nextSeq).toBe(2);
    expect(await linesFrom(0)).toEqual(["0", "1"]);
  });

  it("can be full when a file should be begun, and the old one is written on", async () => {
    const journal = await opened();
    await journal.append(["0"]);
    disk.faults.room = disk.used();
    await expect(journal.rotate()).rejects.toEqual(refusal("store-full"));
    disk.faults.room = Number.POSITIVE_INFINITY;
    expect(await journal.append(["1"])).toEqual({ firstSeq: 1 });
    expect(await journal.rotate()).toMatchObject({ firstSeq: 0, nextSeq: 2 });
  });
});

describe("after it was closed", () => {
  it("takes nothing", async () => {
    const journal = await opened();
    const last = journal.append(["0"]);
    await journal.close();
    await journal.close();
    expect(await last).toEqual({ firstSeq: 0 });
    await expect(journal.append(["1"])).rejects.toEqual(refusal("store-invalid"));
  });
});
