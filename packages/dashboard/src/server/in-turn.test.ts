import { describe, expect, it } from "vitest";
import { inTurn } from "./in-turn.ts";

const open = new AbortController().signal;

describe("tasks in turn", () => {
  it("run so many at once, in order, also after one that failed", async () => {
    const turn = inTurn(2);
    const begun: number[] = [];
    const ends: (() => void)[] = [];
    const task = (index: number, fails = false): Promise<number> =>
      turn(open, async () => {
        begun.push(index);
        await new Promise<void>((end) => ends.push(end));
        if (fails) throw new Error(String(index));
        return index;
      });
    const all = [task(0, true), task(1), task(2), task(3)];
    expect(begun).toEqual([0, 1]);
    const settled = Promise.allSettled(all);
    while (begun.length < 4 || ends.length > 0) {
      ends.shift()?.();
      await new Promise((done) => setImmediate(done));
    }
    expect(begun).toEqual([0, 1, 2, 3]);
    expect((await settled).map(({ status }) => status)).toEqual(["rejected", "fulfilled", "fulfilled", "fulfilled"]);
  });

  it("that nobody waits for any more are never begun", async () => {
    const turn = inTurn(1);
    const gone = new AbortController();
    const first = turn(open, () => new Promise<void>((done) => setImmediate(done)));
    let begun = false;
    const second = turn(gone.signal, async () => void (begun = true));
    gone.abort();
    await first;
    await expect(second).rejects.toThrow();
    expect(begun).toBe(false);
    expect(await turn(open, async () => 3)).toBe(3);
  });
});
