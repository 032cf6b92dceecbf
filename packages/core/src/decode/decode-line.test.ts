import { describe, expect, it } from "vitest";
import { eventOf } from "../testing/events.ts";
import { realLines } from "../testing/real-log.ts";
import { decodeLine } from "./decode-line.ts";

const audit = { kind: "Event", apiVersion: "audit.k8s.io/v1" };
const event = (more: object = {}): string => JSON.stringify({ ...audit, ...eventOf({ verb: "get", at: 1 }), ...more });
const decode = (text: string) => decodeLine(Buffer.from(text));
const reasonsOf = (text: string): (string | null)[] => decode(text).map(({ reason }) => reason);

describe("a line of an audit log", () => {
  it("is an event, with all its fields, known or not", () => {
    const [piece] = decode(event({ authenticationMetadata: { impersonationConstraint: "x" } }));
    expect(piece).toMatchObject({
      offset: 0,
      reason: null,
      event: { verb: "get", authenticationMetadata: { impersonationConstraint: "x" } },
    });
  });

  it.each(["audit.k8s.io/v1", "audit.k8s.io/v1beta1", "audit.k8s.io/v1alpha1"])("may be of %s", (apiVersion) => {
    expect(reasonsOf(event({ apiVersion }))).toEqual([null]);
  });

  it("is decoded whole from a real log", () => {
    expect(realLines.flatMap((line) => decodeLine(line)).filter(({ reason }) => reason !== null)).toEqual([]);
  });

  it("may have blanks, a carriage return and a byte order mark around it, which are no part of the piece", () => {
    const text = event();
    expect(decode(`\ufeff  ${text} \r`)).toMatchObject([{ offset: 5, bytes: Buffer.byteLength(text), reason: null }]);
    expect(decode(" \t\r")).toEqual([]);
  });

  it("may begin with a node's name, as OpenShift prints it", () => {
    const text = `master-0.ocp.example.com ${event()}`;
    expect(decode(text)).toMatchObject([{ offset: 0, bytes: text.length, event: { verb: "get" } }]);
  });

  it("has no user name on a 401, no objectRef on a URL that is no resource, and null where a shipper wrote it for nothing", () => {
    const [piece] = decode(event({ user: {}, objectRef: undefined, responseStatus: null, sourceIPs: null }));
    expect(piece?.event).toMatchObject({ user: {} });
    expect(piece?.event).not.toHaveProperty("responseStatus");
  });
});

describe("a line that is no event", () => {
  it.each([
    ['{"kind":"Pod","apiVersion":"v1"}', "not an audit event: kind Pod"],
    ['{"kind":"Event","apiVersion":"v1","reason":"Killing"}', "not an audit event: kind Event of v1"],
    ['{"level":"info"}', "not an audit event: JSON without a kind"],
    ["[1]", "not an audit event: a list"],
    ["12", "not an audit event: a bare number"],
    ["I1124 12:00:00.000000       1 server.go:1] hello", "not whole JSON"],
    ['{"kind":"Event"', "not whole JSON"],
    [event({ verb: 7 }), "malformed audit event: verb is not a string"],
    [event({ auditID: undefined }), "malformed audit event: auditID is missing"],
    [event({ level: "Everything" }), "malformed audit event: level is not one of None, Metadata, Request, RequestResponse"],
    [event({ user: { groups: [1] } }), "malformed audit event: user.groups is not a list of strings"],
    [event({ objectRef: { name: {} } }), "malformed audit event: objectRef.name is not a string"],
    [event({ responseStatus: { code: "200" } }), "malformed audit event: responseStatus.code is not a number"],
    [event({ stageTimestamp: "yesterday" }), "malformed audit event: stageTimestamp is not an RFC 3339 time"],
    [event({ annotations: { a: 1 } }), "malformed audit event: annotations is not an object of strings"],
    [event({ requestObject: JSON.parse(`${"[".repeat(100)}${"]".repeat(100)}`) }), "nested deeper than 100"],
  ])("says why (%#)", (line, reason) => {
    expect(reasonsOf(line)).toEqual([reason]);
  });

  it("is invalid UTF-8", () => {
    expect(decodeLine(Buffer.concat([Buffer.from(event()), Buffer.from([0xc3])]))).toMatchObject([{ reason: "not valid UTF-8" }]);
  });

  it("is a bomb of brackets, which is not parsed", () => {
    expect(reasonsOf("[".repeat(5_000_000))).toEqual(["nested deeper than 100"]);
  });

  it("cannot reach a prototype", () => {
    const [piece] = decode(event().replace('"verb"', '"__proto__":{"polluted":true},"constructor":{"prototype":{}},"verb"'));
    expect(piece?.reason).toBeNull();
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
    expect((piece?.event as { polluted?: boolean } | null)?.polluted).toBeUndefined();
  });
});

describe("a torn line", () => {
  const torn = event().slice(0, 300);

  it("gives back the event that was glued to it", () => {
    expect(decode(torn + event({ verb: "patch" }))).toMatchObject([
      { offset: 0, bytes: 300, event: null, reason: "torn: the next event begins before this one ends" },
      { offset: 300, bytes: event({ verb: "patch" }).length, event: { verb: "patch" } },
    ]);
  });

  it("gives back every whole event, also one that only lost its line end", () => {
    const line = event({ verb: "create" }) + torn + event({ verb: "update" }) + event({ verb: "delete" }) + torn;
    expect(decode(line).map((piece) => piece.event?.verb ?? null)).toEqual(["create", null, "update", "delete", null]);
  });

  it("may be torn within a character, or be zeros that a crash left", () => {
    const cut = Buffer.concat([Buffer.from(torn), Buffer.from([0xe6, 0x97])]);
    expect(decodeLine(Buffer.concat([cut, Buffer.from(event())])).map(({ reason }) => reason)).toEqual([
      "torn: the next event begins before this one ends",
      null,
    ]);
    expect(decodeLine(Buffer.concat([Buffer.alloc(64), Buffer.from(event())])).map(({ bytes }) => bytes)).toEqual([64, event().length]);
  });

  it("is not fooled by an event inside a body or a string", () => {
    const body = { ...audit, verb: "forged" };
    expect(reasonsOf(event({ requestObject: body, userAgent: event() }))).toEqual([null]);
    expect(decode(torn + event({ requestObject: body })).map((piece) => piece.event?.verb ?? null)).toEqual([null, "get"]);
  });

  it("costs no more than a few reads of itself", () => {
    const started = performance.now();
    expect(decode('{"kind":"Event","apiVersion":"audit.k8s.io/v1",'.repeat(20_000))).toHaveLength(1);
    expect(performance.now() - started).toBeLessThan(2000);
  });
});

describe("an EventList on one line", () => {
  const bare = (verb: string): object => eventOf({ verb, at: 1 });

  it("gives each entry where it stands, with or without kind", () => {
    const line = JSON.stringify({
      kind: "EventList",
      apiVersion: "audit.k8s.io/v1",
      metadata: {},
      items: [bare("get"), { ...audit, ...bare("patch") }],
    });
    const pieces = decode(line);
    expect(pieces.map((piece) => piece.event?.verb)).toEqual(["get", "patch"]);
    for (const { offset, bytes, event: found } of pieces) expect(JSON.parse(line.slice(offset, offset + bytes))).toEqual(found);
  });

  it("loses no event to a bad entry beside it", () => {
    const line = JSON.stringify({
      kind: "EventList",
      apiVersion: "audit.k8s.io/v1",
      items: [bare("get"), 3, { kind: "Pod" }, bare("patch")],
    });
    expect(reasonsOf(line)).toEqual([null, "not an audit event: a bare number", "not an audit event: kind Pod", null]);
  });

  it("may have its keys in any order, and no items", () => {
    expect(reasonsOf(JSON.stringify({ items: [bare("get")], apiVersion: "audit.k8s.io/v1", kind: "EventList" }))).toEqual([null]);
    expect(reasonsOf('{"kind":"EventList","apiVersion":"audit.k8s.io/v1","items":[]}')).toEqual([]);
  });
});
