import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { touches } from "../../decode/touches.ts";
import { noEvents } from "../../model/selector.ts";
import type { AuditEvent } from "../../model/audit-event.ts";
import type { ObjectPattern } from "../../model/object.ts";
import { meshKey, overlap, rangesOf } from "./mesh-key.ts";
import { blocksOf, compareMeshLines, linesOf, listBytesOf, meshLinesFile, trailerBytes, type MeshLine } from "./mesh-lines-file.ts";

const eventOn = (objectRef: NonNullable<AuditEvent["objectRef"]>, verb: string): AuditEvent => ({
  level: "Metadata",
  auditID: "a",
  stage: "ResponseComplete",
  requestURI: "/",
  verb,
  user: {},
  objectRef,
  responseStatus: { code: 200 },
  requestReceivedTimestamp: "2026-11-24T10:00:00.000000Z",
  stageTimestamp: "2026-11-24T10:00:00.000000Z",
});

const word = fc.constantFrom("a", "a-b", "a.b", "ab", "b", "default", "reviews", "reviews-v2", "virtualservices");
const maybe = fc.option(word, { nil: undefined });
const objectRef = fc.record({ resource: word, apiGroup: maybe, namespace: maybe, name: maybe }, { requiredKeys: ["resource"] });
const pattern: fc.Arbitrary<ObjectPattern> = fc.record({
  group: fc.option(fc.oneof(word, fc.constant(""))),
  resource: fc.option(word),
  namespace: fc.option(word),
  name: fc.option(word),
});

describe("where an event stands among the lines of the mesh", () => {
  it("is within the ranges of every pattern that it touches", () => {
    fc.assert(
      fc.property(objectRef, fc.constantFrom("get", "patch", "deletecollection"), pattern, (ref, verb, asked) => {
        const defined = Object.fromEntries(Object.entries(ref).filter(([, value]) => value !== undefined)) as typeof ref;
        const event = eventOn(defined as NonNullable<AuditEvent["objectRef"]>, verb);
        const key = meshKey(event);
        const wanted = touches(event, { ...noEvents, objects: [asked] });
        if (wanted) expect(rangesOf(asked).some((range) => overlap(range, { from: key, to: key }))).toBe(true);
      }),
      { numRuns: 2000 },
    );
  });

  it("is not in the range of a name that another one begins with", () => {
    const key = meshKey(eventOn({ resource: "virtualservices", apiGroup: "g", namespace: "shop", name: "reviews-v2" }, "patch"));
    const ranges = rangesOf({ group: "g", resource: "virtualservices", namespace: "shop", name: "reviews" });
    expect(ranges.some((range) => overlap(range, { from: key, to: key }))).toBe(false);
  });
});

describe("a file of lines", () => {
  const bytesOf = async (lines: MeshLine[]): Promise<Buffer> => {
    const parts: Buffer[] = [];
    for await (const part of meshLinesFile(lines.sort(compareMeshLines))) parts.push(part);
    return Buffer.concat(parts);
  };
  const readAll = (file: Buffer): MeshLine[] | null => {
    const trailer = file.subarray(-trailerBytes);
    const length = listBytesOf(trailer);
    if (length === null) return null;
    const blocks = blocksOf(file.subarray(-trailerBytes - length, -trailerBytes), trailer);
    return (
      blocks?.reduce<MeshLine[] | null>((all, { offset, bytes }) => {
        const lines = linesOf(file.subarray(offset, offset + bytes));
        return all === null || lines === null ? null : [...all, ...lines];
      }, []) ?? null
    );
  };
  const line = fc.record({
    key: fc.array(fc.string({ unit: "binary" }), { minLength: 4, maxLength: 4 }).map((parts) => parts.join("\u0000")),
    seq: fc.nat(),
    time: fc.integer(),
    text: fc.json({ stringUnit: "binary" }),
  });

  it("gives back what was put into it", () =>
    fc.assert(
      fc.asyncProperty(fc.array(line, { maxLength: 40 }), async (lines) => {
        expect(readAll(await bytesOf([...lines]))).toEqual([...lines].sort(compareMeshLines));
      }),
    ));

  it("says where its blocks begin and end, of lines of more than one block", async () => {
    const lines = Array.from({ length: 5000 }, (_, seq) => ({
      key: `g\u0000r\u0000n\u0000${seq % 7}`,
      seq,
      time: seq,
      text: `{"a":"${"x".repeat(50)}"}`,
    }));
    const file = await bytesOf(lines);
    const trailer = file.subarray(-trailerBytes);
    const blocks = blocksOf(file.subarray(-trailerBytes - (listBytesOf(trailer) ?? 0), -trailerBytes), trailer) ?? [];
    expect(blocks.length).toBeGreaterThan(3);
    for (const { offset, bytes, keys, from, to, lastSeq } of blocks) {
      const held = linesOf(file.subarray(offset, offset + bytes)) ?? [];
      expect([held[0]?.key, held.at(-1)?.key]).toEqual([keys.from, keys.to]);
      expect([Math.min(...held.map(({ time }) => time)), Math.max(...held.map(({ time }) => time))]).toEqual([from, to]);
      expect(Math.max(...held.map(({ seq }) => seq))).toBe(lastSeq);
    }
  });

  it("is as none when any byte of it is another, but never says what was not put into it", async () => {
    const lines = Array.from({ length: 40 }, (_, seq) => ({ key: "k", seq, time: seq, text: `{"a":${seq}}` }));
    const file = await bytesOf(lines);
    for (let at = 4; at < file.length; at++) {
      const damaged = Buffer.from(file);
      damaged[at] = (damaged[at] ?? 0) ^ 0x10;
      let read: MeshLine[] | null = null;
      try {
        read = readAll(damaged);
      } catch {
        // As good as none.
      }
      if (read !== null) expect(read).toEqual(lines);
    }
  });
});
