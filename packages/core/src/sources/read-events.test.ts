import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { AuditEvent } from "../model/audit-event.ts";
import { noEvents, type EventSelector } from "../model/selector.ts";
import { eventOf, virtualService } from "../testing/events.ts";
import { realLines, realLog } from "../testing/real-log.ts";
import { readOptions } from "../testing/source-contract.ts";
import { openSources } from "./open-sources.ts";
import { readEvents } from "./read-events.ts";
import { collector } from "./collector.ts";
import { jobRunner } from "./scan-job.ts";
import { scanTasks } from "./scan-task.ts";
import { streamSource } from "./stream.ts";

const reviews: EventSelector = {
  ...noEvents,
  objects: [{ group: "networking.istio.io", resource: "virtualservices", namespace: "bookinfo", name: "reviews" }],
};
const kinds: EventSelector = { ...noEvents, objects: [{ group: "networking.istio.io", resource: null, namespace: null, name: null }] };
const worker = new URL("./scan-worker.ts", import.meta.url);
const inFolder = (name: string, bytes: Uint8Array, folder = mkdtempSync(join(tmpdir(), "meshaudit-test-"))): string => {
  writeFileSync(join(folder, name), bytes);
  return folder;
};

const textOf = (event: object): string => JSON.stringify({ kind: "Event", apiVersion: "audit.k8s.io/v1", ...event });
const streamOf = (events: readonly (object | string)[]) =>
  streamSource(
    "stdin",
    (async function* () {
      yield Buffer.from(events.map((event) => `${typeof event === "string" ? event : textOf(event)}\n`).join(""));
    })(),
  );
const read = (events: readonly (object | string)[], selector = reviews) => readEvents([streamOf(events)], selector, readOptions);

describe("the events of a question", () => {
  it("are the same however the log is cut into files, packed and ordered", async () => {
    const expected = await readEvents(await openSources([inFolder("audit.log", realLog)], { stdin: null, cwd: "/" }), reviews, readOptions);
    expect(expected.events.length).toBeGreaterThan(30);
    const cuts = fc.array(fc.record({ at: fc.nat(realLines.length), gzip: fc.boolean(), rank: fc.nat(99) }), { maxLength: 5 });
    await fc.assert(
      fc.asyncProperty(cuts, fc.constantFrom(0, undefined), async (parts, parseEveryUpTo) => {
        const folder = mkdtempSync(join(tmpdir(), "meshaudit-test-"));
        const ends = [...parts, { at: realLines.length, gzip: false, rank: 50 }].sort((a, b) => a.at - b.at);
        let start = 0;
        for (const { at, gzip, rank } of ends) {
          const bytes = Buffer.from(
            realLines
              .slice(start, at)
              .map((line) => `${String(line)}\n`)
              .join(""),
          );
          start = at;
          if (bytes.length > 0) inFolder(`${rank}-${at}.log`, gzip ? gzipSync(bytes) : bytes, folder);
        }
        const { events } = await readEvents(await openSources([folder], { stdin: null, cwd: "/" }), reviews, {
          ...readOptions,
          worker,
          threads: 2,
          parseEveryUpTo,
        });
        expect(events).toEqual(expected.events);
      }),
      { numRuns: 10 },
    );
  });

  it.each([1000, 65_536, 1_000_000])("are the same in stretches of %d bytes", async (stretch) => {
    const folder = inFolder("audit.log", realLog);
    const expected = await readEvents(await openSources([folder], { stdin: null, cwd: "/" }), kinds, readOptions);
    const file = { path: join(folder, "audit.log"), compression: "none" as const, size: realLog.length, documents: false };
    const tasks = scanTasks("audit.log", file, stretch);
    const { redactionKey } = readOptions;
    const wanted = collector(kinds, redactionKey);
    const runner = jobRunner({ tasks, selector: kinds, redactionKey, passOn: false }, wanted);
    for (const index of tasks.keys()) await runner.run(index);
    expect(wanted.kept().map(({ event }) => event)).toEqual(expected.events);
    expect(runner.tallies().reduce((sum, [, { bytes }]) => sum + bytes, 0)).toBe(realLog.length);
  });

  it.each([0, undefined])(
    "are the same in a log that jq has pretty-printed, with %s bytes parsed whatever they hold",
    async (parseEveryUpTo) => {
      const expected = await readEvents(await openSources([inFolder("audit.log", realLog)], { stdin: null, cwd: "/" }), kinds, readOptions);
      const pretty = Buffer.from(realLines.map((line) => JSON.stringify(JSON.parse(String(line)), null, 2)).join("\n"));
      const options = { ...readOptions, parseEveryUpTo };
      expect(
        (await readEvents(await openSources([inFolder("audit.json", pretty)], { stdin: null, cwd: "/" }), kinds, options)).events,
      ).toEqual(expected.events);
      const stream = streamSource(
        "stdin",
        (async function* () {
          yield pretty;
        })(),
      );
      expect((await readEvents([stream], kinds, options)).events).toEqual(expected.events);
    },
  );

  it("come once, though a webhook sent a batch twice, as another version or with its keys in another order", async () => {
    const event = eventOf({ verb: "patch", at: 1 });
    const { events, report } = await read([
      event,
      event,
      { ...event, apiVersion: "audit.k8s.io/v1beta1" },
      Object.fromEntries(Object.entries(event).toReversed()),
    ]);
    expect(events).toHaveLength(1);
    expect(report).toMatchObject({ parsed: 1, duplicate: 3 });
  });

  it("all come when they merely share an audit ID, which clients may choose", async () => {
    const { events } = await read([
      eventOf({ verb: "delete", at: 1, auditID: "x" }),
      eventOf({ verb: "get", at: 1, auditID: "x", response: virtualService(1, {}) }),
    ]);
    expect(events.map(({ verb }) => verb).sort()).toEqual(["delete", "get"]);
  });

  it("keep one sight of each state, the first, however often it was read", async () => {
    const get = (at: number, version: number): AuditEvent => eventOf({ verb: "get", at, response: virtualService(version, {}) });
    const list = (at: number, ...versions: number[]): AuditEvent =>
      eventOf({
        verb: "list",
        at,
        response: { kind: "VirtualServiceList", items: versions.map((version) => virtualService(version, {})) },
      });
    const events = [
      get(5, 1),
      get(1, 1),
      list(2, 1),
      list(3, 2),
      get(4, 2),
      list(6, 1, 2),
      eventOf({ verb: "patch", at: 7, response: virtualService(3, {}) }),
      get(8, 3),
    ];
    const expected = ["get-1-reviews", "list-3-reviews", "patch-7-reviews", "get-8-reviews"];
    expect((await read(events)).events.map(({ auditID }) => auditID)).toEqual(expected);
    expect((await read(events.toReversed())).events.map(({ auditID }) => auditID)).toEqual(expected);
  });

  it("keep one of the reads that found nothing, but each refused one", async () => {
    const answered = (at: number, code: number): AuditEvent =>
      eventOf({ verb: "get", at, code, auditID: `${code}-${at}`, response: { kind: "Status", code } });
    const events = [answered(1, 404), answered(2, 404), answered(3, 403), answered(4, 403), answered(5, 500)];
    for (const parseEveryUpTo of [0, undefined]) {
      const { events: kept } = await readEvents([streamOf(events)], reviews, { ...readOptions, parseEveryUpTo });
      expect(kept.map(({ auditID }) => auditID)).toEqual(["404-1", "403-3", "403-4", "500-5"]);
    }
  });

  it("leave out reads that tell nothing, but not refused ones", async () => {
    const { events, report } = await read([
      eventOf({ verb: "get", at: 1, level: "Metadata" }),
      eventOf({ verb: "get", at: 2, code: 403, level: "Request" }),
      eventOf({ verb: "list", at: 3, response: { kind: "VirtualServiceList", items: null } }),
    ]);
    expect(events.map(({ responseStatus }) => responseStatus?.code)).toEqual([403]);
    expect(report.levels).toEqual(["Metadata", "Request"]);
  });

  it("are redacted", async () => {
    const secrets: EventSelector = { ...noEvents, objects: [{ group: "", resource: "secrets", namespace: null, name: "db" }] };
    const { events } = await read(
      [
        eventOf({
          verb: "create",
          at: 1,
          group: "",
          resource: "secrets",
          name: "db",
          response: { kind: "Secret", metadata: { name: "db" }, data: { a: "aHVudGVyMg==" } },
        }),
      ],
      secrets,
    );
    expect(JSON.stringify(events)).toMatch(/"a":"redacted:[0-9a-f]{12}"/);
  });
});

describe("what a question says it could not read", () => {
  const event = textOf(eventOf({ verb: "patch", at: 1 }));
  const other = textOf(eventOf({ verb: "patch", at: 1, name: "ratings" }));

  it.each<[string, (object | string)[], boolean]>([
    ["a torn line about the object may hide an answer", [event.slice(0, -50), event], true],
    ["a torn line that does not say what it is about may", [event.slice(0, 80), event], true],
    ["a torn line about another object cannot", [other.slice(0, -50), event], false],
    ["a line that is no event at all cannot", ["I1124 12:00:00 server.go] hello", event], false],
    ["a malformed event about the object may", [event.replace('"verb":"patch"', '"verb":7'), event], true],
  ])("%s", async (_, lines, mayHideAnswer) => {
    const { report } = await read(lines);
    expect(report).toMatchObject({ rejected: 1, parsed: 1, mayHideAnswer });
  });

  it.each([0, undefined])("does not count the torn last line of a live log, with %s bytes parsed line by line", async (parseEveryUpTo) => {
    const folder = inFolder("audit.log", Buffer.from(`${event}\n${event.slice(0, -50)}`));
    const { report } = await readEvents(await openSources([folder], { stdin: null, cwd: "/" }), reviews, {
      ...readOptions,
      parseEveryUpTo,
    });
    expect(report).toMatchObject({ rejected: 1, mayHideAnswer: false });
  });

  it.each([0, undefined])("counts a compressed file that is cut short, with %s bytes parsed line by line", async (parseEveryUpTo) => {
    const folder = inFolder("audit.log.gz", gzipSync(realLog).subarray(0, 60_000));
    const { events, report } = await readEvents(await openSources([folder], { stdin: null, cwd: "/" }), kinds, {
      ...readOptions,
      parseEveryUpTo,
    });
    expect(events.length).toBeGreaterThan(0);
    expect(report.mayHideAnswer).toBe(true);
    expect(report.rejections.at(-1)?.reason).toMatch(/cut short/);
  });

  it("counts a worker that fails as nothing: its part is read here", async () => {
    const folder = inFolder("a.log.gz", gzipSync(realLog));
    inFolder("b.log.gz", gzipSync(realLog), folder);
    const broken = new URL("data:text/javascript,throw new Error('broken')");
    const options = { ...readOptions, threads: 2, parseEveryUpTo: 0 };
    const sources = await openSources([folder], { stdin: null, cwd: "/" });
    const expected = await readEvents(sources, kinds, options);
    expect(await readEvents(sources, kinds, { ...options, worker: broken })).toEqual(expected);
    expect((await readEvents(sources, kinds, { ...options, worker })).events).toEqual(expected.events);
  });
});
