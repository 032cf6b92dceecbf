/**
 * The process that is killed: writes to a real store as fast as it can, and says on its standard output, a line of JSON each, what it is
 * about to do and what was acknowledged. Run: `kill-child.ts ROOT SEED FIRST`, FIRST being the number of the first event.
 */
import { writeSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { realDisk } from "../../packages/core/src/store/disk/real-disk.ts";
import { openEngine } from "../../packages/core/src/store/engine/duckdb.ts";
import { createProject, findProject, type Project } from "../../packages/core/src/store/project.ts";
import type { StoreWriter } from "../../packages/core/src/store/store-writer.ts";
import { dayOf } from "../../packages/core/src/store/write/day-of.ts";
import { openStoreWriter } from "../../packages/core/src/store/write/open-writer.ts";
import { randomNumbers } from "../bench/random.ts";
import { killedEvent, killedKey, killedMesh, killedNow, redactionKey, type Said } from "./kill-events.ts";

const [root = "", seed = "1", first = "0"] = process.argv.slice(2);
const disk = realDisk();
const random = randomNumbers(Number(seed));
const retention = { days: 30, bytes: null };
let next = Number(first);
/** As one write: whoever kills this process gets whole lines. */
const say = (said: Said): void => void writeSync(1, `${JSON.stringify(said)}\n`);
const engine = await openEngine({ threads: 1, memoryLimitMB: 256, scratch: join(root, "scratch") });

const make = (suffix: string): Promise<Project> =>
  createProject(disk, { root, meshId: killedMesh, retention, at: Date.now(), redactionKey, suffix });
const open = async (): Promise<{ project: Project; writer: StoreWriter }> => {
  const project = (await findProject(disk, root, killedMesh)) ?? (await make(""));
  const writer = await openStoreWriter({
    disk,
    project,
    engine: async () => ({ ...engine, close: async () => {} }),
    now: () => killedNow + Math.floor(performance.now()),
    signingKey: killedKey,
    seal: { characters: 400_000, age: 300, segmentsOfDay: 2 },
    redactionPaths: [],
    onProblem: (problem) => say({ kind: "problem", message: String(problem) }),
  });
  say({ kind: "opened", path: project.paths.project });
  return { project, writer };
};

let { writer } = await open();
/** Stops the others while the project is made anew. */
let pause: Promise<void> | null = null;
const appending = new Set<Promise<void>>();

const append = async (): Promise<void> => {
  const events = Array.from({ length: 1 + random.below(30) }, () => killedEvent(next++));
  const from = next - events.length;
  say({ kind: "sent", from, to: next });
  const to = next;
  await writer.append(events);
  say({ kind: "acknowledged", from, to });
};

const upkeep = async (): Promise<void> => {
  for (;;) {
    await sleep(random.below(60));
    switch (random.below(8)) {
      case 0:
        await writer.retain().catch(rethrow);
        break;
      case 1:
      case 2:
      case 3:
        await writer.compact().catch(rethrow);
        break;
      case 4: {
        if (random.below(6) !== 0) break;
        let goOn = (): void => {};
        pause = new Promise((resolve) => (goOn = resolve));
        await Promise.all(appending);
        await writer.close();
        await make(`-${Date.now()}`);
        ({ writer } = await open());
        pause = null;
        goOn();
        break;
      }
      default:
        await writer.seal().catch(rethrow);
    }
  }
};
const rethrow = (error: unknown): never => {
  throw error;
};

say({ kind: "expiring", before: dayOf(killedNow - retention.days * 86_400_000) });
void upkeep();
for (;;) {
  await pause;
  const one = append().finally(() => appending.delete(one));
  appending.add(one);
  if (appending.size >= 3) await Promise.race(appending);
}
