import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { realDisk } from "../../packages/core/src/store/disk/real-disk.ts";
import { openEngine, type Engine } from "../../packages/core/src/store/engine/duckdb.ts";
import { findProject } from "../../packages/core/src/store/project.ts";
import { verifyProject } from "../../packages/core/src/verify-project.ts";
import { randomNumbers } from "../bench/random.ts";
import { killedEvent, killedKey, killedMesh, readText, type Said } from "./kill-events.ts";
import { foundIn, missingIn, newlyKnown, wrongWithEvents, type KnownProject } from "./store-known.ts";

/** What came of killing a writer over and over. */
export interface Killed {
  kills: number;
  acknowledged: number;
  /** Reads of everything while it was written. */
  reads: number;
  /** Projects that were made. */
  projects: number;
  /** What is wrong, with the number of the kill. */
  failures: string[];
}

const child = fileURLToPath(new URL("kill-child.ts", import.meta.url));
/** So often a store is taken up again before a new one is begun. */
const killsOfStore = 20;
const disk = realDisk();

/** Kills a writer under load at random moments; after each kill every acknowledged event must be there once, and proven so now and then. */
export const killOverAndOver = async (kills: number, seed: number, onKill?: (so: Killed) => void): Promise<Killed> => {
  const random = randomNumbers(seed);
  const killed: Killed = { kills: 0, acknowledged: 0, reads: 0, projects: 0, failures: [] };
  const folder = mkdtempSync(join(tmpdir(), "meshaudit-kills-"));
  const engine = await openEngine({ threads: 1, memoryLimitMB: 256, scratch: join(folder, "scratch") });
  try {
    while (killed.kills < kills && killed.failures.length === 0) {
      const root = join(folder, `root-${killed.kills}`);
      mkdirSync(root);
      const known = new Map<string, KnownProject>();
      let next = 0;
      for (let of = 0; of < killsOfStore && killed.kills < kills && killed.failures.length === 0; of++) {
        next = await killOnce({ root, engine, known, seed: random.below(2 ** 31), first: next, wait: 10 + random.below(600) }, killed);
        killed.kills++;
        const isLast = of === killsOfStore - 1 || killed.kills === kills;
        const wrong = await wrongIn(engine, known, isLast || random.below(5) === 0);
        if (wrong !== null) killed.failures.push(`kill ${killed.kills}: ${wrong}`);
        onKill?.(killed);
      }
      killed.projects += known.size;
      if (killed.failures.length === 0) rmSync(root, { recursive: true, force: true });
    }
  } finally {
    await engine.close();
    if (killed.failures.length === 0) rmSync(folder, { recursive: true, force: true });
  }
  return killed;
};

interface OneKill {
  root: string;
  engine: Engine;
  known: Map<string, KnownProject>;
  seed: number;
  /** The number of its first event. */
  first: number;
  /** How long it is let live once it writes, ms. */
  wait: number;
}

/** Starts a writer, reads beside it, and kills it. Gives the number of the next event. */
const killOnce = async (kill: OneKill, killed: Killed): Promise<number> => {
  const { root, known, seed, first, wait } = kill;
  const args = ["--conditions=meshaudit-source", child, root, String(seed), String(first)];
  const process = spawn(globalThis.process.execPath, args, { stdio: ["ignore", "pipe", "pipe"] });
  let errors = "";
  process.stderr.on("data", (part: Buffer) => (errors += part.toString()));
  const ended = once(process, "close");
  let next = first;
  let firstDay = "";
  let current: KnownProject | null = null;
  let begun = (): void => {};
  const isWriting = new Promise<void>((resolve) => (begun = resolve));
  createInterface(process.stdout).on("line", (line) => {
    const said = JSON.parse(line) as Said;
    if (said.kind === "opened") {
      current = known.get(said.path) ?? newlyKnown(said.path);
      known.set(said.path, current);
    } else if (said.kind === "expiring") firstDay = said.before;
    else if (said.kind === "problem") killed.failures.push(`its writer says: ${said.message}`);
    else if (current !== null) {
      for (let number = said.from; number < said.to; number++) note(current, number, said.kind, firstDay);
      next = Math.max(next, said.to);
      if (said.kind === "acknowledged") killed.acknowledged += said.to - said.from;
      begun();
    }
  });
  await Promise.race([isWriting, ended]);
  const stop = new AbortController();
  const reading = readOn(kill, stop.signal, killed);
  await Promise.race([sleep(wait), ended]);
  if (process.exitCode !== null) killed.failures.push(`its writer ended by itself: ${errors}`);
  process.kill("SIGKILL");
  await ended;
  stop.abort();
  await reading;
  return next;
};

/** What is older than events are kept may be there or not, as soon as it was sent. */
const note = ({ acknowledged, open }: KnownProject, number: number, kind: "sent" | "acknowledged", firstDay: string): void => {
  const event = killedEvent(number);
  const text = readText(event);
  if (kind === "sent" || event.stageTimestamp.slice(0, 10) < firstDay) open.set(event.auditID, text);
  else {
    open.delete(event.auditID);
    acknowledged.set(event.auditID, text);
  }
};

/** Reads everything again and again, as others do while a store is written: that must not fail. */
const readOn = async ({ root, engine, known }: OneKill, signal: AbortSignal, killed: Killed): Promise<void> => {
  while (!signal.aborted) {
    try {
      const project = await findProject(disk, root, killedMesh);
      if (project !== null) {
        // What is acknowledged by now is there.
        const acknowledged = new Map(known.get(project.paths.project)?.acknowledged);
        const found = await foundIn(disk, project, engine);
        const wrong = typeof found === "string" ? found : missingIn(found, acknowledged);
        if (wrong !== null) killed.failures.push(`while it is written: ${wrong}`);
        killed.reads++;
      }
    } catch (error) {
      killed.failures.push(`a reader failed: ${error instanceof Error ? error.stack : String(error)}`);
      return;
    }
    await sleep(20);
  }
};

const wrongIn = async (engine: Engine, known: Map<string, KnownProject>, isProven: boolean): Promise<string | null> => {
  for (const [path, one] of known) {
    const project = await findProject(disk, path, null);
    if (project === null) return `${path} is gone`;
    const wrong = await wrongWithEvents(disk, project, engine, one);
    if (wrong !== null) return wrong;
    if (!isProven) continue;
    const { isSound, problems } = await verifyProject({ disk, project, engine, keys: [killedKey], copy: null });
    if (!isSound) return `verify says: ${problems.map(({ message }) => message).join("; ")}`;
  }
  return null;
};
