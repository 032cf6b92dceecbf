import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { withoutFolderSync, withoutSync } from "./deaf-disk.ts";
import { storeLives } from "./store-lives.ts";

let lives: Awaited<ReturnType<typeof storeLives>>;
beforeAll(async () => {
  lives = await storeLives();
});
afterAll(() => lives.close());

describe("a store whose power fails at every single operation", () => {
  it("holds every acknowledged event once, proves it, and goes on", async () => {
    let losses = 0;
    let acknowledged = 0;
    for (let seed = 1; seed <= 2; seed++) {
      const lived = await lives.live(seed, 8);
      expect(lived.failures).toEqual([]);
      losses += lived.losses;
      acknowledged += lived.acknowledged;
    }
    expect(losses).toBeGreaterThan(200);
    expect(acknowledged).toBeGreaterThan(10);
  }, 240_000);

  it.each([
    ["the project's description", withoutSync(/project\.json/)],
    ["the journal", withoutSync(/_journal/)],
    ["segments", withoutSync(/\/dt=/)],
    ["the table's log", withoutSync(/_delta_log/)],
    ["the checkpoints", withoutSync(/evidence/)],
  ])(
    "would lose some in a build that does not sync %s",
    async (_, through) => {
      expect((await lives.live(1, 12, through)).failures).not.toEqual([]);
    },
    240_000,
  );

  it.each([
    ["the root's", withoutFolderSync(/root$/)],
    ["the project's", withoutFolderSync(/mesh-log-m1$/)],
    ["the journal's", withoutFolderSync(/_journal$/)],
    ["the segments'", withoutFolderSync(/\/dt=[^/]*$/)],
    ["the checkpoints'", withoutFolderSync(/evidence$/)],
  ])(
    "would lose some in a build that does not sync %s folder",
    async (_, through) => {
      expect((await lives.live(1, 12, through)).failures).not.toEqual([]);
    },
    240_000,
  );
});
