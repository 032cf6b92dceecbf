import { generateKeyPairSync } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { gunzipSync } from "node:zlib";
import { afterEach, describe, expect, it } from "vitest";
import { canonicalEvent } from "../../decode/event-hash.ts";
import { createDecoder } from "../../decode/decoder.ts";
import { redactEvent } from "../../decode/redact.ts";
import type { AuditEvent } from "../../model/audit-event.ts";
import { noEvents } from "../../model/selector.ts";
import { realDisk } from "../disk/real-disk.ts";
import { openEngine } from "../engine/duckdb.ts";
import { createProject, type Project } from "../project.ts";
import { storeIndex } from "../read/store-index.ts";
import { openStoreWriter } from "./open-writer.ts";
import { defaultSealPolicy, type WriterConfig } from "./writer-config.ts";

const log = gunzipSync(readFileSync(resolve(import.meta.dirname, "../../../../../test/scenarios/bookshop/audit.log.gz")));
const bookshop: AuditEvent[] = [];
const decoder = createDecoder(({ event }) => {
  if (event !== null) bookshop.push(event);
});
decoder.push(log);
decoder.end();

const folders: string[] = [];
afterEach(() => folders.splice(0).forEach((folder) => rmSync(folder, { recursive: true, force: true })));

const disk = realDisk();
const redactionKey = new Uint8Array(32).fill(7);
const { privateKey } = generateKeyPairSync("ed25519");

const newProject = (): Promise<Project> => {
  const root = mkdtempSync(join(tmpdir(), "meshaudit-store-"));
  folders.push(root);
  return createProject(disk, { root, meshId: "bookshop", retention: { days: null, bytes: null }, at: 0, redactionKey, suffix: "" });
};

const configOf = (project: Project): WriterConfig => ({
  disk,
  project,
  engine: () => openEngine({ threads: 2, memoryLimitMB: 512, scratch: join(project.paths.project, "..", "scratch") }),
  now: () => Date.parse("2026-11-25T00:00:00Z"),
  signingKey: privateKey,
  seal: defaultSealPolicy,
  redactionPaths: [],
});

const textsOf = async (project: Project): Promise<string[]> => {
  const { engine } = configOf(project);
  const texts: string[] = [];
  const opened = engine();
  for await (const events of storeIndex({ disk, project, engine: () => opened }).events({ ...noEvents, everything: true }))
    for (const event of events) texts.push(canonicalEvent(event));
  await (await opened).close();
  return texts.sort();
};

const storedText = (event: AuditEvent): string => canonicalEvent(redactEvent(event, redactionKey));
const expected = bookshop.map(storedText).sort();

const halves = (events: readonly AuditEvent[]): [AuditEvent[], AuditEvent[]] => {
  const middle = Math.floor(events.length / 2);
  return [events.slice(0, middle), events.slice(middle)];
};

describe("a store", () => {
  it("gives back every event of a real log, from the journal and from segments", async () => {
    const project = await newProject();
    const writer = await openStoreWriter(configOf(project));
    const [first, second] = halves(bookshop);
    expect(await writer.append(first)).toEqual({ stored: first.length, duplicate: 0 });
    await writer.seal();
    expect(await writer.append(second)).toEqual({ stored: second.length, duplicate: 0 });
    expect(await textsOf(project)).toEqual(expected);
    await writer.close();
    expect(await textsOf(project)).toEqual(expected);
  });

  it("stores an event once, whether its copy lies in the batch, the journal or a segment", async () => {
    const project = await newProject();
    const [first, second] = halves(bookshop);
    let writer = await openStoreWriter(configOf(project));
    await writer.append(first);
    await writer.seal();
    expect(await writer.append([...first, ...second, ...second])).toEqual({ stored: second.length, duplicate: bookshop.length });
    await writer.close();
    writer = await openStoreWriter(configOf(project));
    expect(await writer.append(bookshop)).toEqual({ stored: 0, duplicate: bookshop.length });
    await writer.close();
    expect(await textsOf(project)).toEqual(expected);
  });

  it("stores two events that share an auditID", async () => {
    const project = await newProject();
    const writer = await openStoreWriter(configOf(project));
    const [event] = bookshop;
    if (event === undefined) throw new Error("the log is empty");
    await writer.append([event]);
    await writer.seal();
    expect(await writer.append([{ ...event, verb: "forged" }])).toEqual({ stored: 1, duplicate: 0 });
    await writer.close();
  });

  it("joins the segments of a day without a reader missing an event", async () => {
    const project = await newProject();
    const writer = await openStoreWriter(configOf(project));
    for (let at = 0; at < bookshop.length; at += Math.ceil(bookshop.length / 4)) {
      await writer.append(bookshop.slice(at, at + Math.ceil(bookshop.length / 4)));
      await writer.seal();
    }
    const { before, after } = await writer.compact();
    expect(before).toBeGreaterThan(after);
    expect(await textsOf(project)).toEqual(expected);
    expect(await writer.append(bookshop)).toEqual({ stored: 0, duplicate: bookshop.length });
    await writer.close();
  });

  it("has one writer at a time, and takes up what a lost one left in the journal", async () => {
    const project = await newProject();
    const writer = await openStoreWriter(configOf(project));
    await writer.append(bookshop);
    await expect(openStoreWriter(configOf(project))).rejects.toMatchObject({ code: "store-locked" });
    await writer.close();
    const next = await openStoreWriter(configOf(project));
    expect(next.events).toBe(bookshop.length);
    await next.close();
  });

  it("takes away what is too old, and nothing else", async () => {
    const project = await newProject();
    const old = bookshop.map((event) => ({ ...event, stageTimestamp: event.stageTimestamp.replace("2026", "2025") }));
    const writer = await openStoreWriter(configOf({ ...project, retention: { days: 30, bytes: null } }));
    await writer.append([...old, ...bookshop]);
    await writer.seal();
    expect(await writer.retain()).toMatchObject({ events: bookshop.length });
    await writer.close();
    expect(await textsOf(project)).toEqual(expected);
  });
});
