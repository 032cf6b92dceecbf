import { generateKeyPairSync } from "node:crypto";
import { mkdtempSync, readdirSync, readFileSync, rmSync, truncateSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { gunzipSync } from "node:zlib";
import { afterEach, describe, expect, it } from "vitest";
import { canonicalEvent } from "../../decode/event-hash.ts";
import { createDecoder } from "../../decode/decoder.ts";
import { redactEvent } from "../../decode/redact.ts";
import type { AuditEvent } from "../../model/audit-event.ts";
import type { JsonValue } from "../../model/json.ts";
import { noEvents } from "../../model/selector.ts";
import { readTable } from "../delta/read-table.ts";
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
    expect(await writer.append(first)).toEqual({ stored: first.length, duplicate: 0, rejected: 0 });
    await writer.seal();
    expect(await writer.append(second)).toEqual({ stored: second.length, duplicate: 0, rejected: 0 });
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
    expect(await writer.append([...first, ...second, ...second])).toEqual({
      stored: second.length,
      duplicate: bookshop.length,
      rejected: 0,
    });
    await writer.close();
    writer = await openStoreWriter(configOf(project));
    expect(await writer.append(bookshop)).toEqual({ stored: 0, duplicate: bookshop.length, rejected: 0 });
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
    expect(await writer.append([{ ...event, verb: "forged" }])).toEqual({ stored: 1, duplicate: 0, rejected: 0 });
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
    expect(await writer.append(bookshop)).toEqual({ stored: 0, duplicate: bookshop.length, rejected: 0 });
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

  it("rejects an event that cannot be stored, and stores those around it", async () => {
    const project = await newProject();
    const told: string[] = [];
    const writer = await openStoreWriter({ ...configOf(project), onProblem: ({ message }) => void told.push(message) });
    const [event] = bookshop;
    if (event === undefined) throw new Error("the log is empty");
    let nested: JsonValue = [];
    for (let depth = 0; depth < 100_000; depth++) nested = [nested];
    expect(await writer.append([event, { ...event, requestObject: nested }, { ...event, verb: "other" }])).toEqual({
      stored: 2,
      duplicate: 0,
      rejected: 1,
    });
    expect(told).toEqual([expect.stringContaining("an event cannot be stored")]);
    await writer.close();
  });

  it("tells copies of events whose texts or numbers no column holds", async () => {
    const project = await newProject();
    const [event] = bookshop;
    if (event === undefined) throw new Error("the log is empty");
    const odd: AuditEvent[] = [
      { ...event, auditID: "nothing\0behind" },
      { ...event, requestObject: Number.POSITIVE_INFINITY },
      { ...event, responseStatus: { code: Number.POSITIVE_INFINITY } },
      { ...event, responseObject: { inside: [Number.NEGATIVE_INFINITY] }, annotations: { "\0": "" } },
    ];
    let writer = await openStoreWriter(configOf(project));
    await writer.append(odd);
    await writer.close();
    expect(await textsOf(project)).toEqual(odd.map(storedText).sort());
    writer = await openStoreWriter(configOf(project));
    expect(await writer.append(odd)).toEqual({ stored: 0, duplicate: odd.length, rejected: 0 });
    await writer.close();
  });

  it("acknowledges nothing once its project was deleted", async () => {
    const project = await newProject();
    const writer = await openStoreWriter(configOf(project));
    await writer.append(bookshop.slice(0, 1));
    rmSync(project.paths.project, { recursive: true });
    await expect(writer.append(bookshop.slice(1, 2))).rejects.toMatchObject({ code: "store-missing" });
    await writer.close().catch(() => {});
  });

  it("of which a segment is lost takes what comes all the same, and says so", async () => {
    const project = await newProject();
    const told: string[] = [];
    const config = { ...configOf(project), onProblem: ({ message }: Error) => void told.push(message) };
    let writer = await openStoreWriter(config);
    await writer.append(bookshop);
    await writer.close();
    const [day] = readdirSync(project.paths.logstore).filter((name) => name.startsWith("dt="));
    const folder = join(project.paths.logstore, day ?? "");
    for (const name of readdirSync(folder)) truncateSync(join(folder, name), 1000);
    rmSync(project.paths.index, { recursive: true });
    writer = await openStoreWriter(config);
    const [first] = bookshop;
    if (first === undefined) throw new Error("the log is empty");
    expect(await writer.append([{ ...first, verb: "new" }])).toEqual({ stored: 1, duplicate: 0, rejected: 0 });
    expect(told).toEqual([expect.stringMatching(/^the segment dt=\S+ cannot be read/)]);
    await writer.close();
  });

  it("makes what segments are searched by anew where it is missing; until then a reader without DuckDB is told what is", async () => {
    const project = await newProject();
    const writer = await openStoreWriter(configOf(project));
    await writer.append(bookshop);
    await writer.seal();
    const virtualServices = { group: "networking.istio.io", resource: "virtualservices", namespace: null, name: null };
    const found = async (): Promise<number> => {
      let events = 0;
      const selector = { ...noEvents, objects: [virtualServices] };
      for await (const batch of storeIndex({ disk, project, engine: null }).events(selector)) events += batch.length;
      return events;
    };
    const before = await found();
    expect(before).toBeGreaterThan(10);
    rmSync(project.paths.index, { recursive: true });
    await expect(found()).rejects.toThrow(/^the mesh's lines of the segment dt=\S+ are missing or damaged/);
    await writer.compact();
    expect(await found()).toBe(before);
    await writer.close();
  });

  it("seals, joins and goes on when the clock is set back", async () => {
    const project = await newProject();
    let time = Date.parse("2026-11-25T00:00:00Z");
    const config = { ...configOf(project), now: () => time, seal: { ...defaultSealPolicy, age: 60_000, segmentsOfDay: 2 } };
    let writer = await openStoreWriter(config);
    const third = Math.ceil(bookshop.length / 3);
    await writer.append(bookshop.slice(0, third));
    time -= 3_600_000;
    // What came an hour later than now is old enough to be sealed, which is done behind the scenes.
    await writer.append(bookshop.slice(third, 2 * third));
    await expect.poll(async () => (await readTable(disk, project.paths)).segments.length, { timeout: 20_000 }).toBe(1);
    await writer.append(bookshop.slice(2 * third));
    await writer.seal();
    time -= 86_400_000 * 400;
    expect(await writer.compact()).toMatchObject({ days: 1 });
    await writer.close();
    writer = await openStoreWriter(config);
    expect(await writer.append(bookshop)).toEqual({ stored: 0, duplicate: bookshop.length, rejected: 0 });
    await writer.close();
    expect(await textsOf(project)).toEqual(expected);
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
