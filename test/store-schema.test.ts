import { generateKeyPairSync } from "node:crypto";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { gunzipSync } from "node:zlib";
import {
  createProject,
  defaultSealPolicy,
  ingestOnce,
  ingestReport,
  ingestTally,
  openEngine,
  openReadingPlaces,
  openSources,
  openStoreWriter,
  realDisk,
  storeStatus,
  verifyProject,
} from "@meshaudit/core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { errorsOf } from "./result-schemas.ts";

const folder = mkdtempSync(join(tmpdir(), "meshaudit-store-schema-"));
afterAll(() => rmSync(folder, { recursive: true }));

const disk = realDisk();
const retention = { days: null, bytes: null };

describe("the public schema of what a store tells of itself", () => {
  const results: { [schema: string]: object } = {};
  beforeAll(async () => {
    const project = await createProject(disk, {
      root: folder,
      meshId: "shop",
      retention,
      at: Date.parse("2026-11-24T12:00:00Z"),
      redactionKey: new Uint8Array(32),
      suffix: "",
    });
    const engine = await openEngine({ threads: 1, memoryLimitMB: 512, scratch: join(folder, "scratch") });
    const { privateKey, publicKey } = generateKeyPairSync("ed25519");
    const writer = await openStoreWriter({
      disk,
      project,
      engine: () => openEngine({ threads: 1, memoryLimitMB: 512, scratch: join(folder, "writing") }),
      now: () => Date.now(),
      signingKey: privateKey,
      seal: defaultSealPolicy,
      redactionPaths: [],
    });
    const broken = join(folder, "broken.log");
    const log = fileURLToPath(new URL("scenarios/bookshop/audit.log.gz", import.meta.url));
    writeFileSync(broken, Buffer.concat([gunzipSync(readFileSync(log)).subarray(0, 100_000), Buffer.from("\nno event\n")]));
    const sources = await openSources([log, broken], { stdin: null, cwd: folder });
    const tally = ingestTally();
    const places = await openReadingPlaces(disk, project.paths.progress);
    await ingestOnce(sources, tally, { writer, places, signal: new AbortController().signal, following: false, packing: null });
    await writer.close();
    results["ingest-report"] = ingestReport(tally, { mesh: "shop", project: "mesh-log-shop" });
    results["store-status"] = await storeStatus(disk, project, engine);
    results["store-verification"] = await verifyProject({ disk, project, engine, keys: [publicKey], copy: null });
    const names = readdirSync(project.paths.logstore, { recursive: true }).map(String);
    rmSync(join(project.paths.logstore, names.find((name) => name.endsWith(".parquet")) ?? ""));
    results["store-verification of a broken one"] = await verifyProject({ disk, project, engine, keys: [publicKey], copy: null });
    await engine.close();
  }, 60_000);

  it.each(["ingest-report", "store-status", "store-verification", "store-verification of a broken one"])("%s holds", (name) =>
    expect(errorsOf(name.split(" ")[0] ?? "", results[name])).toEqual([]),
  );

  it.each(["ingest-report", "store-status", "store-verification"])("%s knows every property", (name) => {
    for (const left of Object.keys(results[name] ?? {})) {
      const { [left]: _, ...without } = results[name] as { [property: string]: unknown };
      expect(errorsOf(name, without), left).toEqual([expect.objectContaining({ params: { missingProperty: left } })]);
    }
  });
});
