import { describe, expect, it } from "vitest";
import { changeCheckpoints, days, fileOf, grown, madeUpStore, pathsOf, putFile, type MadeUpStore } from "./testing/made-up-store.ts";
import type { ReadRows } from "./verify-segments.ts";

const [one, two, three] = days;

describe("a store that nobody touched", () => {
  it("is sound, whatever happened to it", async () => {
    const store = await grown();
    const verified = await store.verify({ copy: () => store.copy });
    expect(verified).toMatchObject({
      isSound: true,
      firstWrongSegment: null,
      problemCount: 0,
      checkpoints: { count: 8, compared: 8 },
      events: { proven: 16, unread: 0, retired: 5 },
    });
    expect(await store.verify({ rows: null })).toMatchObject({ isSound: true, events: { proven: 0, unread: 16, retired: 5 } });
  });

  it("is sound after a crash between a checkpoint and its change", async () => {
    for (const crash of [
      (store: MadeUpStore) => store.seal([one, two], true),
      (store: MadeUpStore) => store.compact(three, 1, true),
      (store: MadeUpStore) => store.retain(two, true),
    ]) {
      const store = await grown();
      await crash(store);
      expect(await store.verify({ copy: () => store.copy })).toMatchObject({ isSound: true, problems: [] });
    }
  });

  it("is sound when it is changed in the meantime", async () => {
    const store = await grown();
    let isFirst = true;
    const readTable = async () => {
      const { table } = store;
      if (isFirst) {
        isFirst = false;
        await store.seal([three]);
        store.texts.length = 0;
        const gone = pathsOf(store).filter((path) => path.includes(three));
        await store.compact(three, 1);
        for (const path of gone) await store.disk.remove(fileOf(path));
      }
      return table;
    };
    expect(await store.verify({ readTable, copy: () => store.copy })).toMatchObject({ isSound: true, problems: [] });
  });

  it("is sound when segments are replaced and cleared away behind it, once they are to be read", async () => {
    const store = await grown();
    let isFirst = true;
    const rows: ReadRows = async function* (segments) {
      yield* store.rows(segments);
      if (!isFirst) return;
      isFirst = false;
      const gone = pathsOf(store).filter((path) => path.includes(three));
      await store.compact(three, 1);
      for (const path of gone) await store.disk.remove(fileOf(path));
    };
    expect(await store.verify({ rows })).toMatchObject({ isSound: true, problems: [], events: { proven: 7, unread: 9 } });
  });

  it("that is empty is sound", async () => {
    const store = await madeUpStore();
    expect(await store.verify()).toMatchObject({ isSound: true, checkpoints: { count: 0, root: null }, segments: 0 });
  });
});

describe("two segments swapped", () => {
  it("are found, and the first of them named", async () => {
    const store = await grown();
    const [a = "", b = ""] = [pathsOf(store).find((path) => path.includes(two)), pathsOf(store).find((path) => path.includes(three))];
    const [ofA, ofB] = [await store.disk.read(fileOf(a)), await store.disk.read(fileOf(b))];
    await putFile(store.disk, fileOf(a), ofB);
    await putFile(store.disk, fileOf(b), ofA);
    const { problems, firstWrongSegment } = await store.verify();
    expect(problems.map(({ kind, segment }) => [kind, segment])).toEqual([
      ["segment-swapped", a],
      ["segment-swapped", b],
    ]);
    expect(firstWrongSegment).toBe(a);
  });
});

describe("a store brought back to an older state as a whole", () => {
  const broughtBack = async (): Promise<MadeUpStore> => {
    const store = await grown();
    const before = store.table;
    await store.seal([three, three]);
    await store.seal([three]);
    store.table = before;
    await changeCheckpoints(store.disk, (lines) => lines.slice(0, -2));
    return store;
  };

  it("is told by the second place's copy alone", async () => {
    const store = await broughtBack();
    expect((await store.verify()).isSound).toBe(true);
    const { problems } = await store.verify({ copy: () => store.copy });
    expect(problems.map(({ kind, checkpoint }) => [kind, checkpoint])).toEqual([
      ["checkpoints-dropped", 8],
      ["checkpoints-dropped", 9],
    ]);
  });

  it("is told also when its checkpoints are written again, by the same key, or left", async () => {
    const again = await broughtBack();
    await again.reopen();
    const { copy } = again;
    const old = [...copy];
    await again.seal([one, one]);
    expect((await again.verify({ copy: () => old })).problems.map(({ kind }) => kind)).toEqual([
      "checkpoints-broken",
      "checkpoints-dropped",
    ]);

    const left = await grown();
    const before = left.table;
    await left.seal([three, three]);
    left.table = before;
    expect((await left.verify()).isSound).toBe(true);
    expect((await left.verify({ copy: () => left.copy })).problems).toMatchObject([{ kind: "change-undone", checkpoint: 8 }]);
  });
});

describe("the copy in a second place", () => {
  it("may have a record twice, and must be signed itself", async () => {
    const store = await grown();
    expect(await store.verify({ copy: () => [...store.copy, store.copy[0] ?? "", ""] })).toMatchObject({ isSound: true });
    const forged = (store.copy[1] ?? "").replace('"number":1', '"number":7');
    expect((await store.verify({ copy: () => [forged, "{}"] })).problems.map(({ kind }) => kind)).toEqual([
      "checkpoint-unreadable",
      "checkpoint-unreadable",
    ]);
  });
});
