import { describe, expect, it } from "vitest";
import type { AuditEvent } from "../model/audit-event.ts";
import { keptEvent } from "./kept.ts";
import { knownCopies } from "./known-copies.ts";

const event = (auditID: string, changed: Partial<AuditEvent> = {}): AuditEvent => ({
  level: "RequestResponse",
  auditID,
  stage: "ResponseComplete",
  requestURI: "/",
  verb: "update",
  user: { username: "alice@example.com" },
  requestReceivedTimestamp: "2026-11-24T12:00:00.000000Z",
  stageTimestamp: "2026-11-24T12:00:00.000000Z",
  ...changed,
});

const start = () => {
  const pieces: Buffer[] = [];
  let reads = 0;
  const copies = knownCopies((number) => {
    reads++;
    return pieces[number] ?? Buffer.alloc(0);
  });
  const put = (one: AuditEvent, kept: AuditEvent = one): void => {
    pieces.push(Buffer.from(JSON.stringify(kept)));
    copies.note({ ...keptEvent(one), event: kept }, pieces.length - 1, one === kept);
  };
  return { put, has: (one: AuditEvent) => copies.has(keptEvent(one)), reads: () => reads };
};

describe("copies of known events", () => {
  it("are told however their keys are ordered, and others of the same auditID are not", () => {
    const { put, has } = start();
    put(event("a", { responseObject: { kind: "Pod", metadata: { name: "x", uid: "1" } } }));
    expect(has(event("a", { responseObject: { metadata: { uid: "1", name: "x" }, kind: "Pod" } }))).toBe(true);
    expect(has(event("a", { responseObject: { kind: "Pod", metadata: { name: "y", uid: "1" } } }))).toBe(false);
    expect(has(event("a", { stage: "RequestReceived" }))).toBe(false);
    put(event("a", { verb: "get" }));
    expect(has(event("a", { verb: "get" }))).toBe(true);
    expect(has(event("a", { verb: "list" }))).toBe(false);
  });

  it("are told of an event of which only a part was put by", () => {
    const { put, has } = start();
    put(event("a", { responseObject: { items: [1, 2] } }), event("a", { responseObject: { items: [2] } }));
    expect(has(event("a", { responseObject: { items: [1, 2] } }))).toBe(true);
    expect(has(event("a", { responseObject: { items: [2] } }))).toBe(false);
  });

  it("are told where a number is too large to be one", () => {
    const { put, has } = start();
    const large = event("a", { responseObject: { spec: Number.POSITIVE_INFINITY } });
    put(large);
    expect(has(large)).toBe(true);
  });

  it("cost nothing where no two events have a name in common", () => {
    const { put, has, reads } = start();
    put(event("a"));
    expect(has(event("b"))).toBe(false);
    expect(reads()).toBe(0);
  });
});
