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
import { liveStore, redactionKey, type Lived } from "./store-life.ts";

/** Lives stores' lives one after another, with DuckDB started once; `close` removes what it left. */
export const storeLives = async (): Promise<{
  live(seed: number, steps: number, through?: (disk: Disk) => Disk): Promise<Lived>;
  close(): Promise<void>;
}> => {
  const folder = mkdtempSync(join(tmpdir(), "meshaudit-faults-"));
  const duck = await openEngine({ threads: 1, memoryLimitMB: 256, scratch: join(folder, "scratch") });
  // Files of many disks lie at one path, one after the other.
  await duck.run("SET GLOBAL enable_external_file_cache = false");
  const root = join(folder, "made", "root");
  const signingKey = signingKeyFrom(new Uint8Array(32).fill(1));
  return {
    live(seed, steps, through = (disk) => disk) {
      const random = randomNumbers(seed);
      let made = 0;
      return liveStore(
        {
          root,
          meshId: "m1",
          signingKey,
          engineOn: mirroredEngines(duck, root),
          through,
          random,
          nextEvent: (now) => madeEvent(made++, now, random),
          textOf: (event) => canonicalEvent(redactEvent(event, redactionKey)),
        },
        steps,
      );
    },
    async close() {
      await duck.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
};
