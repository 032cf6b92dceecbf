import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync, statfsSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startCollector, type Collector } from "../../packages/collector/src/index.ts";
import type { AuditEvent } from "../../packages/core/src/model/audit-event.ts";
import { realDisk } from "../../packages/core/src/store/disk/real-disk.ts";
import { openEngine, type Engine } from "../../packages/core/src/store/engine/duckdb.ts";
import { signingKeyFrom } from "../../packages/core/src/store/evidence/signing-key.ts";
import { createProject, type Project } from "../../packages/core/src/store/project.ts";
import type { StoreWriter } from "../../packages/core/src/store/store-writer.ts";
import { openStoreWriter } from "../../packages/core/src/store/write/open-writer.ts";
import { defaultSealPolicy } from "../../packages/core/src/store/write/writer-config.ts";
import { verifyProject } from "../../packages/core/src/verify-project.ts";
import { randomNumbers } from "../bench/random.ts";
import { madeEvent } from "./made-events.ts";
import { mountSmallDisk } from "./small-disk.ts";
import { foundIn } from "./store-known.ts";

const MB = 1_000_000;
const now = Date.parse("2026-11-24T12:00:00Z");
const small = mountSmallDisk(4 * MB);
if (typeof small === "string") console.warn(`SKIPPED: a full disk. ${small}`);

const disk = realDisk();
const signingKey = signingKeyFrom(new Uint8Array(32).fill(1));
const scratch = mkdtempSync(join(tmpdir(), "meshaudit-full-"));
let engine: Engine;
let project: Project;
let writer: StoreWriter;
let collector: Collector;
let made = 0;
/** auditIDs of what was answered with 200. */
const acknowledged: string[] = [];

beforeAll(async () => {
  if (typeof small === "string") return;
  engine = await openEngine({ threads: 1, memoryLimitMB: 256, scratch });
  const wanted = { meshId: "prod", retention: { days: null, bytes: null }, at: now, redactionKey: randomBytes(32), suffix: "" };
  project = await createProject(disk, { root: join(small.folder, "root"), ...wanted });
  collector = await startCollector({
    listen: { host: "127.0.0.1", port: 0 },
    tls: null,
    access: { file: null, credentials: [] },
    meshes: [
      {
        name: "prod",
        async openWriter() {
          writer = await openStoreWriter({
            disk,
            project,
            engine: async () => ({ ...engine, close: async () => {} }),
            now: () => now,
            signingKey,
            seal: { ...defaultSealPolicy, segmentsOfDay: 2 },
            redactionPaths: [],
          });
          return writer;
        },
        openAnswers: () => Promise.reject(new Error("nobody asks")),
      },
    ],
    now: () => Date.now(),
    elapsed: () => performance.now(),
    log: () => {},
  });
});
afterAll(async () => {
  if (typeof small === "string") return;
  await collector.stop();
  await engine.close();
  small.remove();
  rmSync(scratch, { recursive: true });
});

/** An event of today that takes some 200 kB on the disk, however it is packed. */
const largeEvent = (): AuditEvent => {
  const number = made++;
  const time = new Date(now + number).toISOString();
  const event = madeEvent(number, now, randomNumbers(number));
  return {
    ...event,
    stageTimestamp: time,
    requestReceivedTimestamp: time,
    responseObject: { text: randomBytes(200_000).toString("base64") },
  };
};
const post = async (events: readonly AuditEvent[]): Promise<number> => {
  const body = JSON.stringify({ kind: "EventList", apiVersion: "audit.k8s.io/v1", items: events });
  const { status } = await fetch(`${collector.url}/webhook/prod`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body,
  });
  if (status === 200) acknowledged.push(...events.map(({ auditID }) => auditID));
  return status;
};
const expectAllAcknowledged = async (): Promise<void> => {
  const found = await foundIn(disk, project, engine);
  expect(typeof found === "string" ? found : acknowledged.filter((id) => !found.has(id))).toEqual([]);
};
/** Takes all room but so many bytes. */
const fill = (folder: string, left: number): string => {
  const { bsize, bavail } = statfsSync(folder);
  const ballast = join(folder, "ballast");
  writeFileSync(ballast, Buffer.alloc(Math.max(0, bsize * bavail - left)));
  return ballast;
};

describe.skipIf(typeof small === "string")("a collector whose disk is full", () => {
  if (typeof small === "string") return;

  it("answers 503, keeps all that it acknowledged, and takes events again when there is room", async () => {
    const statuses: number[] = [];
    for (let tries = 0; tries < 30 && !statuses.includes(503); tries++) statuses.push(await post([largeEvent(), largeEvent()]));
    expect(statuses.filter((status) => status === 200).length).toBeGreaterThan(2);
    expect(statuses.at(-1)).toBe(503);
    expect((await fetch(`${collector.url}/healthz`)).status).toBe(200);
    await expectAllAcknowledged();
    await expect(writer.seal()).rejects.toMatchObject({ code: "store-full" });
    await expectAllAcknowledged();

    small.resize(40 * MB);
    await expect.poll(() => post([largeEvent()]), { timeout: 10_000, interval: 200 }).toBe(200);
    await writer.seal();
    await expectAllAcknowledged();
  }, 60_000);

  it("joins segments when there is room again, and loses nothing before", async () => {
    expect(await post([largeEvent()])).toBe(200);
    await writer.seal();
    const ballast = fill(small.folder, MB / 2);
    await expect(writer.compact()).rejects.toMatchObject({ code: "store-full" });
    await expectAllAcknowledged();
    expect(await post([largeEvent(), largeEvent(), largeEvent(), largeEvent()])).toBe(503);
    rmSync(ballast);
    expect(await writer.compact()).toMatchObject({ days: 1 });
    await sleep(1100);
    expect(await post([largeEvent()])).toBe(200);
    await expectAllAcknowledged();
    const { problems, events } = await verifyProject({ disk, project, engine, keys: [signingKey], copy: null });
    expect(problems).toEqual([]);
    expect(events.proven).toBeGreaterThan(5);
  }, 60_000);
});
