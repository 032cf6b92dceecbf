import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { meshPatterns } from "../kinds/mesh-patterns.ts";
import type { AuditEvent } from "../model/audit-event.ts";
import { noEvents } from "../model/selector.ts";
import { isBareRead } from "../decode/line-glance.ts";
import { tellingEvent } from "./telling-event.ts";

const log = gunzipSync(readFileSync(join(import.meta.dirname, "../../../../test/scenarios/bookshop/audit.log.gz"))).toString("utf8");
const lines = log.split("\n").filter((line) => line !== "");
const ofMesh = { ...noEvents, objects: meshPatterns(null) };
const tells = (line: string): boolean => tellingEvent(JSON.parse(line) as AuditEvent, ofMesh, new Uint8Array(32)) !== null;

describe("a read that tells nothing", () => {
  it("is told at a glance only where parsing says the same, in a real log", () => {
    const bare = lines.filter((line) => isBareRead(Buffer.from(line)));
    expect(bare.length).toBeGreaterThan(lines.length / 4);
    expect(bare.filter(tells)).toEqual([]);
    const missed = lines.filter((line) => !tells(line) && !isBareRead(Buffer.from(line)));
    expect(missed).toEqual([]);
  });

  it.each([
    ["a refusal", '"responseStatus":{"metadata":{},"code":403}'],
    ["an object that was not there", '"responseStatus":{"metadata":{},"code":404}'],
    ["an exec", '"objectRef":{"resource":"pods","subresource":"exec"}'],
    ["an answer", '"responseObject":{"kind":"Pod"}'],
  ])("is not %s", (_, part) => {
    const head = '{"kind":"Event","apiVersion":"audit.k8s.io/v1","level":"Metadata","auditID":"a","stage":"ResponseComplete",';
    expect(isBareRead(Buffer.from(`${head}"requestURI":"/","verb":"get","user":{}}`))).toBe(true);
    expect(isBareRead(Buffer.from(`${head}"requestURI":"/","verb":"get","user":{},${part}}`))).toBe(false);
  });
});
