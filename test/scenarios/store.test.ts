import { generateKeyPairSync } from "node:crypto";
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  createProject,
  defaultSealPolicy,
  ingestOnce,
  ingestTally,
  MeshauditError,
  meshPatterns,
  openEngine,
  openReadingPlaces,
  openSession,
  openSources,
  openStoreWriter,
  realDisk,
  sourceOfProject,
  type Answers,
  type ObjectQuery,
} from "@meshaudit/core";
import { afterAll, describe, expect, it } from "vitest";

const scenarios = readdirSync(import.meta.dirname, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name);

const folder = mkdtempSync(join(tmpdir(), "meshaudit-scenarios-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const disk = realDisk();
const redactionKey = new Uint8Array(32).fill(1);
const reading = { redactionKey, worker: null, threads: 1 };
const base = { mesh: null, trustedProxies: [], live: null, reading };
const engine = () => openEngine({ threads: 2, memoryLimitMB: 512, scratch: join(folder, "scratch") });

const openLog = (scenario: string) => openSources([join(import.meta.dirname, scenario, "audit.log.gz")], { stdin: null, cwd: folder });

/** The log in a store, half of it sealed in segments that were joined, the other half in the journal. */
const openStored = async (scenario: string) => {
  const project = await createProject(disk, {
    root: folder,
    meshId: scenario,
    retention: { days: null, bytes: null },
    at: 0,
    redactionKey,
    suffix: "",
  });
  const writer = await openStoreWriter({
    disk,
    project,
    engine,
    now: () => Date.now(),
    signingKey: generateKeyPairSync("ed25519").privateKey,
    seal: { ...defaultSealPolicy, characters: 400_000 },
    redactionPaths: [],
  });
  const places = await openReadingPlaces(disk, project.paths.progress);
  const tally = ingestTally();
  await ingestOnce(await openLog(scenario), tally, { writer, places, signal: new AbortController().signal, following: false, packing: null });
  await writer.compact();
  const without = (): never => {
    throw new Error("DuckDB was asked for");
  };
  return {
    source: sourceOfProject(scenario, project, { disk, engine }),
    lean: sourceOfProject(scenario, project, { disk, engine: without }),
    writer,
  };
};

const all: ObjectQuery = { patterns: meshPatterns(null), labels: null, from: null, to: null, by: null, attempts: true };

/** An answer without what was read for it. */
const withoutSearched = (result: object): unknown =>
  JSON.parse(JSON.stringify(result, (key, value: unknown) => (key === "searched" ? undefined : value)));

/** What comes of a question: at level Metadata some are refused. */
const answered = async (ask: () => Promise<{ result: object }>): Promise<unknown> => {
  try {
    return withoutSearched((await ask()).result);
  } catch (error) {
    if (error instanceof MeshauditError) return { code: error.code, message: error.message };
    throw error;
  }
};

describe.each(scenarios)("the log of %s, from a store", (scenario) => {
  it("gives the answers of the raw log to the letter", { timeout: 120_000 }, async () => {
    const { source, lean, writer } = await openStored(scenario);
    const raw: Answers = openSession({ ...base, sources: await openLog(scenario) });
    const stored: Answers = openSession({ ...base, sources: [source] });
    const same = async (ask: (answers: Answers) => Promise<{ result: object }>): Promise<void> => {
      const asked = await Promise.all([raw, stored].map((answers) => answered(() => ask(answers))));
      expect(asked[1]).toEqual(asked[0]);
    };
    await same((answers) => answers.histories(all));
    await same((answers) => answers.deleted(all));
    await same((answers) => answers.histories({ ...all, patterns: [{ group: "", resource: "configmaps", namespace: null, name: null }] }));
    const { result } = await raw.histories(all);
    const times = result.items.flatMap(({ changes }) => changes.map(({ time }) => Date.parse(time)));
    const at = times[Math.floor(times.length / 2)] ?? 0;
    await same((answers) => answers.whatChanged({ at, from: at - 60_000, to: at + 60_000, namespace: null, allKinds: false }));
    // What is about the mesh, what set its deletions off too, is known where there is no DuckDB, as in an editor.
    const [first = at, last = at] = [Math.min(...times), Math.max(...times)];
    const whole = { at, from: first - 1000, to: last + 1000, namespace: null, allKinds: false };
    expect(await answered(() => openSession({ ...base, sources: [lean] }).whatChanged(whole))).toEqual(
      await answered(() => raw.whatChanged(whole)),
    );
    await same((answers) => answers.whatChanged({ at, from: at - 60_000, to: at + 60_000, namespace: null, allKinds: true }));
    for (const { object, changes } of result.items.slice(0, 8)) {
      const { group, resource, namespace, name } = object;
      const one = { ...all, patterns: [{ group, resource, namespace, name }] };
      await same((answers) => answers.history(one));
      if (changes.length > 0) await same((answers) => answers.blame(one, null));
    }
    const auditID = result.items[0]?.changes[0]?.auditID;
    if (typeof auditID === "string") await same((answers) => answers.event(auditID));
    await writer.close();
  });
});
