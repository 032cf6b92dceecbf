import { describe, expect, it } from "vitest";
import { randomNumbers } from "../bench/random.ts";
import { withoutFolderSync, withoutSync } from "./deaf-disk.ts";
import { liveJournal, type LifeOptions, type Tried } from "./journal-life.ts";

const lives = async (count: number, options: Omit<LifeOptions, "random">): Promise<Tried> => {
  const all: Tried = { losses: 0, acknowledged: 0, failures: [] };
  for (let seed = 1; seed <= count; seed++) {
    const tried = await liveJournal({ ...options, random: randomNumbers(seed) });
    all.losses += tried.losses;
    all.acknowledged += tried.acknowledged;
    all.failures.push(...tried.failures.map((failure) => `seed ${seed}: ${failure}`));
  }
  return all;
};

describe("a journal whose power fails at every single operation", () => {
  it("holds every acknowledged event once and in its place", async () => {
    const { failures, losses, acknowledged } = await lives(6, { steps: 20 });
    expect(failures).toEqual([]);
    expect(losses).toBeGreaterThan(500);
    expect(acknowledged).toBeGreaterThan(200);
  }, 120_000);

  it("would lose some in a build without fdatasync", async () => {
    expect((await lives(3, { steps: 10, through: withoutSync(/.*/) })).failures).not.toEqual([]);
  });

  it("would lose some in a build that syncs no folder", async () => {
    expect((await lives(3, { steps: 10, through: withoutFolderSync(/.*/) })).failures).not.toEqual([]);
  });
});
