import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { canonicalEvent } from "../../packages/core/src/decode/event-hash.ts";
import { redactEvent } from "../../packages/core/src/decode/redact.ts";
import type { Disk } from "../../packages/core/src/store/disk/disk.ts";
import { openEngine } from "../../packages/core/src/store/engine/duckdb.ts";
import { signingKeyFrom } from "../../packages/core/src/store/evidence/signing-key.ts";
import { randomNumbers } from "../bench/random.ts";
import { madeEvent } from "./made-events.ts";
import { mirroredEngines } from "./mirrored-engine.ts";
import { agedStore } from "./aged-store.ts";
import type { StoreWorld } from "./recovered-store.ts";
import { liveStore, redactionKey, type Lived } from "./store-life.ts";

/** Lives stores' lives one after another, with DuckDB started once; `close` removes what it left. */
export const storeLives = async (): Promise<{
  live(seed: number, steps: number, through?: (disk: Disk) => Disk): Promise<Lived>;
  /** Of a store whose log is about to be summed up, see `agedStore`. */
  liveOn(seed: number, steps: number): Promise<Lived>;
  close(): Promise<void>;
}> => {
  const folder = mkdtempSync(join(tmpdir(), "meshaudit-faults-"));
  const duck = await openEngine({ threads: 1, memoryLimitMB: 256, scratch: join(folder, "scratch") });
  // Files of many disks lie at one path, one after the other.
  await duck.run("SET GLOBAL enable_external_file_cache = false");
  const root = join(folder, "made", "root");
  const signingKey = signingKeyFrom(new Uint8Array(32).fill(1));
  const worldOf = (seed: number, through: StoreWorld["through"], begin: StoreWorld["begin"]): StoreWorld => {
    const random = randomNumbers(seed);
    let made = begin?.sent.length ?? 0;
    return {
      root,
      meshId: "m1",
      signingKey,
      engineOn: mirroredEngines(duck, root),
      through,
      random,
      nextEvent: (now) => madeEvent(made++, now, random),
      textOf: (event) => canonicalEvent(redactEvent(event, redactionKey)),
      begin,
    };
  };
  let aged: Promise<NonNullable<StoreWorld["begin"]>> | null = null;
  return {
    live: (seed, steps, through = (disk) => disk) => liveStore(worldOf(seed, through, null), steps),
    async liveOn(seed, steps) {
      aged ??= agedStore(worldOf(0, (disk) => disk, null));
      return liveStore(
        worldOf(seed, (disk) => disk, await aged),
        steps,
      );
    },
    async close() {
      await duck.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
};
