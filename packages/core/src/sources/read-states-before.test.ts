import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import type { AuditEvent } from "../model/audit-event.ts";
import { eventOf, goneStatus, virtualService, type Said } from "../testing/events.ts";
import { readOptions } from "../testing/source-contract.ts";
import { linesBackwards } from "./lines-backwards.ts";
import { openSources } from "./open-sources.ts";
import { readStatesBefore } from "./read-states-before.ts";
import { realLog, realLines } from "../testing/real-log.ts";

const reviews = { group: "networking.istio.io", resource: "virtualservices", namespace: "bookinfo", name: "reviews" };
const lineOf = (event: AuditEvent): string => `${JSON.stringify({ kind: "Event", apiVersion: "audit.k8s.io/v1", ...event })}\n`;
const folderOf = (files: { [name: string]: string | Uint8Array }): string => {
  const folder = mkdtempSync(join(tmpdir(), "meshaudit-test-"));
  for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, name), content);
  return folder;
};
const before = Date.parse("2026-11-24T12:00:00Z") + 10_000_000;
const ask = async (files: { [name: string]: string | Uint8Array }, objects = [reviews]): Promise<string[]> => {
  const events = await readStatesBefore(await openSources([folderOf(files)], { stdin: null, cwd: "/" }), objects, before, readOptions);
  return events.map(({ auditID }) => auditID);
};
const says = (said: Partial<Said> & { at: number }): string => lineOf(eventOf({ verb: "patch", auditID: String(said.at), ...said }));
const full = (at: number, version = at): string => says({ at, response: virtualService(version, {}) });

describe("how an object was before a time", () => {
  it("is told by its last full state before it, and what came after that", async () => {
    expect(await ask({ "a.log": full(1) + full(5000) + says({ at: 6000, level: "Metadata" }) + full(10_001) })).toEqual(["5000", "6000"]);
  });

  it.each<[string, string]>([
    ["a read", says({ at: 5000, verb: "get", response: virtualService(1, {}) })],
    ["a list", says({ at: 5000, verb: "list", response: { kind: "VirtualServiceList", items: [virtualService(1, {})] } })],
    ["a write of its status", says({ at: 5000, subresource: "status", response: virtualService(1, {}) })],
    ["its end", says({ at: 5000, verb: "delete", response: goneStatus() })],
  ])("may be told by %s", async (_, line) => {
    expect(await ask({ "a.log": full(1) + line })).toEqual(["5000"]);
  });

  it.each<[string, string]>([
    ["a dry run", says({ at: 5000, query: "dryRun=All", response: virtualService(1, {}) })],
    ["a failure", says({ at: 5000, code: 409, response: { kind: "Status" } })],
    ["a table", says({ at: 5000, verb: "list", response: { kind: "Table", rows: [{ object: virtualService(1, {}) }] } })],
    ["only its metadata", says({ at: 5000, response: { ...virtualService(1, {}), kind: "PartialObjectMetadata" } })],
    ["a request without its answer", says({ at: 5000, request: { spec: {} } })],
  ])("is not told by %s", async (_, line) => {
    expect(await ask({ "a.log": full(1) + line })).toEqual(["1", "5000"]);
  });

  it("reaches a minute further back, as API servers' clocks differ", async () => {
    expect(await ask({ "a.log": full(1) + full(4950) + full(5000) })).toEqual(["4950", "5000"]);
  });

  it("is found in whichever file tells it last, packed ones included", async () => {
    expect(await ask({ "a.log": full(7000) + full(9000), "b.log": full(8000) })).toEqual(["9000"]);
    expect(await ask({ "a.log": full(8000), "b.log": full(7000) + says({ at: 9000 }) })).toEqual(["8000", "9000"]);
    expect(await ask({ "a.log": full(7000), "b.log.gz": gzipSync(full(8000)) })).toEqual(["8000"]);
    expect(await ask({ "a.log": full(8000), "b.log.gz": gzipSync(full(7000)) })).toEqual(["8000"]);
  });

  it("is asked of several objects at once", async () => {
    const ratings = says({ at: 300, name: "ratings", response: virtualService(1, {}, { name: "ratings" }) });
    expect(
      await ask({ "a.log": says({ at: 1, name: "ratings" }) + ratings + full(5000) }, [reviews, { ...reviews, name: "ratings" }]),
    ).toEqual(["300", "5000"]);
  });

  it("is nothing when nothing tells it", async () => {
    expect(await ask({ "a.log": full(10_001) })).toEqual([]);
    expect(await ask({ "a.log": full(1) }, [])).toEqual([]);
  });
});

describe("the lines of a file backwards", () => {
  const offsetsOf = (path: string): { offset: number; text: string }[] =>
    Array.from(linesBackwards(path), ({ lines, offset }) => ({ offset, text: lines.toString("latin1") }));

  const joined = (blocks: readonly { text: string }[]): string =>
    blocks
      .toReversed()
      .map(({ text }) => text)
      .join("");

  it("are all its lines, once", () => {
    const blocks = offsetsOf(join(folderOf({ log: realLog }), "log"));
    expect(blocks.length).toBeGreaterThan(5);
    expect(joined(blocks) === realLog.toString("latin1")).toBe(true);
    expect(blocks.map(({ offset }) => offset)).toEqual(
      blocks.map((_, index) => realLog.length - blocks.slice(0, index + 1).reduce((sum, { text }) => sum + text.length, 0)),
    );
  });

  it("may be longer than a block", () => {
    const content = `${String(realLines[0])}\n${"x".repeat(700_000)}\n${String(realLines[1])}`;
    const blocks = offsetsOf(join(folderOf({ log: content }), "log"));
    expect(joined(blocks) === content).toBe(true);
  });
});
