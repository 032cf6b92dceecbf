import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { ObjectPattern } from "../model/object.ts";
import { noEvents, type EventSelector } from "../model/selector.ts";
import { eventOf } from "../testing/events.ts";
import { realLines, realLog } from "../testing/real-log.ts";
import { decodeLine } from "./decode-line.ts";
import { glanceFor } from "./line-glance.ts";
import { lineScanner } from "./line-scanner.ts";
import { lineSearch } from "./line-search.ts";
import { holds, needlesOf, type LineQuery } from "./needles.ts";
import { touches } from "./touches.ts";

const events = realLines.map((line) => {
  const event = decodeLine(line)[0]?.event;
  if (!event) throw new Error("a real line is an event");
  return event;
});

const refs = events.flatMap(({ objectRef }) => (objectRef ? [objectRef] : []));
const oneOf = <K extends "apiGroup" | "resource" | "namespace" | "name">(key: K) =>
  fc.constantFrom(...new Set(refs.map((ref) => ref[key] ?? "")));
const pattern: fc.Arbitrary<ObjectPattern> = fc.oneof(
  fc
    .constantFrom(...refs)
    .map(({ apiGroup = "", resource = "", namespace = null, name = null }) => ({ group: apiGroup, resource, namespace, name })),
  fc.record({
    group: fc.option(oneOf("apiGroup")),
    resource: fc.option(oneOf("resource")),
    namespace: fc.option(oneOf("namespace")),
    name: fc.option(oneOf("name")),
  }),
);
const first = Date.parse(events[0]?.stageTimestamp ?? "");
const time = fc.option(fc.integer({ min: first - 1000, max: first + 100_000 }));
const selector: fc.Arbitrary<EventSelector> = fc.record({
  objects: fc.array(pattern, { minLength: 1, maxLength: 4 }),
  auditIDs: fc.array(fc.constantFrom(...events.map(({ auditID }) => auditID)), { maxLength: 2 }),
  everything: fc.boolean(),
  mutatingOnly: fc.boolean(),
  deletionsOnly: fc.boolean(),
  from: time,
  to: time,
});

describe("what lines are chosen by", () => {
  it("misses no event that a question wants", () => {
    fc.assert(
      fc.property(selector, (wanted) => {
        const query = needlesOf(wanted);
        const glance = glanceFor(wanted);
        for (const [index, event] of events.entries()) {
          const line = realLines[index] ?? Buffer.alloc(0);
          if (touches(event, wanted)) expect((query === null || holds(line, query)) && glance(line)).toBe(true);
        }
      }),
      { numRuns: 60 },
    );
  });

  it.each(["a&b<c>", 'quote"backslash\\', "hana müller", "system:foo"])("knows %s however it is escaped", (name) => {
    const query = needlesOf({
      ...noEvents,
      objects: [{ group: "rbac.authorization.k8s.io", resource: "clusterroles", namespace: null, name }],
    });
    const line = JSON.stringify({ resource: "clusterroles", name });
    const go = line.replace(/[&<>]/g, (char) => `\\u00${char.charCodeAt(0).toString(16)}`);
    const ascii = line.replace(/[^\x00-\x7f]/g, (char) => `\\u00${char.charCodeAt(0).toString(16)}`);
    for (const form of [line, go, ascii]) expect(query !== null && holds(Buffer.from(form), query)).toBe(true);
  });

  it("is told of no line by the events that are glued to each other in it", () => {
    const event = (verb: string, at: number): string =>
      JSON.stringify({ kind: "Event", apiVersion: "audit.k8s.io/v1", ...eventOf({ verb, at }) });
    const glued = Buffer.from(event("get", 1).slice(0, 400) + event("patch", 100) + event("get", 1000));
    const at = Date.parse("2026-11-24T12:01:40Z");
    for (const wanted of [{ mutatingOnly: true }, { from: at, to: at + 1000 }])
      expect(glanceFor({ ...noEvents, ...wanted })(glued)).toBe(true);
    expect(glanceFor({ ...noEvents, mutatingOnly: true })(Buffer.from(event("get", 1)))).toBe(false);
  });

  it("is nothing when everything may be wanted", () => {
    expect(needlesOf({ ...noEvents, everything: true })).toBeNull();
    expect(needlesOf({ ...noEvents, objects: [{ group: "", resource: null, namespace: null, name: null }] })).toBeNull();
  });

  it("is nobody's line when nothing is wanted", () => {
    const query = needlesOf(noEvents);
    expect(query !== null && realLines.some((line) => holds(line, query))).toBe(false);
  });
});

const words = ["virtualservices", "reviews", "default", "deletecollection", "istio.io", "nowhere", "e"];
const text = fc.constantFrom(...words).map((word): LineQuery => ({ kind: "text", forms: [Buffer.from(word)] }));
const query: fc.Arbitrary<LineQuery> = fc.letrec<{ node: LineQuery }>((tie) => ({
  node: fc.oneof(
    { maxDepth: 3 },
    text,
    fc.record({ kind: fc.constantFrom<"all" | "any">("all", "any"), of: fc.array(tie("node"), { minLength: 1, maxLength: 3 }) }),
  ),
})).node;

describe("the search for lines", () => {
  const lines = realLines.slice(1700, 2200);
  const part = Buffer.concat(lines.flatMap((line) => [line, Buffer.from("\n")]));
  const starts = lines.map((_, index) => lines.slice(0, index).reduce((sum, { length }) => sum + length + 1, 0));

  it("finds exactly the lines that hold what is searched, in order", () => {
    fc.assert(
      fc.property(query, (wanted) => {
        const found: number[] = [];
        lineSearch(wanted)(part, (start, end) => {
          expect(part[end]).toBe(0x0a);
          found.push(start);
        });
        expect(found).toEqual(starts.filter((_, index) => holds(lines[index] ?? part, wanted)));
      }),
      { numRuns: 100 },
    );
  });

  it("finds the same lines at the same offsets however the log is cut into blocks", () => {
    const reviews: LineQuery = { kind: "text", forms: [Buffer.from("reviews")] };
    const scan = (blockBytes: number): [number, string][] => {
      const found: [number, string][] = [];
      const scanner = lineScanner(lineSearch(reviews), 100, {
        onLine: (line, offset) => found.push([offset, line.toString("utf8")]),
        onTooLong: () => {},
        onTime: () => {},
      });
      const block = Buffer.alloc(blockBytes);
      for (let at = 0; at < realLog.length; at += blockBytes) scanner.push(block.subarray(0, realLog.copy(block, 0, at, at + blockBytes)));
      scanner.end();
      return found;
    };
    const whole = scan(realLog.length);
    expect(whole).toHaveLength(realLines.filter((line) => line.includes("reviews")).length);
    for (const [offset, line] of whole) expect(realLog.toString("utf8", offset - 100, offset - 100 + Buffer.byteLength(line))).toBe(line);
    for (const blockBytes of [7, 1000, 65_536]) expect(scan(blockBytes)).toEqual(whole);
  });
});
