import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isObject, setOwn, type JsonObject, type JsonValue } from "../model/json.ts";
import { eventOf } from "../testing/events.ts";
import { realLines } from "../testing/real-log.ts";
import { decodeLine } from "./decode-line.ts";
import { canonicalEvent, canonicalJson, eventHash } from "./event-hash.ts";

const event = eventOf({ verb: "patch", at: 1, request: { b: 1, a: [1, { d: 1, c: 2 }] } });

/** The definition, as plain as it can be said. */
const plainly = (value: JsonValue): string => {
  if (Array.isArray(value)) return `[${value.map(plainly).join(",")}]`;
  if (value === Number.POSITIVE_INFINITY) return "1e999";
  if (value === Number.NEGATIVE_INFINITY) return "-1e999";
  if (!isObject(value)) return JSON.stringify(value);
  const keys = Object.keys(value).sort();
  return `{${keys.map((key) => `${JSON.stringify(key)}:${plainly(value[key] ?? null)}`).join(",")}}`;
};

const key = fc.oneof(
  fc.constantFrom(
    "__proto__",
    "constructor",
    "toJSON",
    "",
    "a",
    "b",
    "B",
    "é",
    "\uffff",
    "\u{1f600}",
    "\ud800",
    "10",
    "9",
    "01",
    "-1",
    "1a",
  ),
  fc.string({ unit: "binary" }),
);
const anyJson = fc.letrec<{ value: JsonValue; object: JsonObject }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 5 },
    fc.constantFrom<JsonValue>(null, true, false, 0, -0, 1e300, 2 ** 53, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, "\ud800"),
    fc.double({ noNaN: true }),
    fc.string({ unit: "binary" }),
    fc.array(tie("value"), { maxLength: 4 }),
    tie("object"),
  ),
  object: fc.array(fc.tuple(key, tie("value")), { maxLength: 5 }).map((entries) => {
    const object: JsonObject = {};
    for (const [name, item] of entries) setOwn(object, name, item);
    return object;
  }),
}));

/** The same value with the keys of each object put in the other way round. */
const turned = (value: JsonValue): JsonValue => {
  if (Array.isArray(value)) return value.map(turned);
  if (!isObject(value)) return value;
  const object: JsonObject = {};
  for (const name of Object.keys(value).toReversed()) setOwn(object, name, turned(value[name] ?? null));
  return object;
};

describe("canonical JSON", () => {
  it("is what its definition says, and of equal values equal", () => {
    fc.assert(
      fc.property(anyJson.value, (value) => {
        const text = canonicalJson(value);
        expect(text).toBe(plainly(value));
        expect(canonicalJson(turned(value))).toBe(text);
        expect(canonicalJson(JSON.parse(text) as JsonValue)).toBe(text);
        expect(text).not.toContain("\n");
        expect(Buffer.from(text).toString()).toBe(text);
      }),
      { numRuns: 2000 },
    );
  });

  it("tells a number that is too large from none, and from one of the other sign", () => {
    const texts = ["1e400", "-1e400", "null"].map((number) => canonicalJson({ a: JSON.parse(number) as JsonValue }));
    expect(texts).toEqual(['{"a":1e999}', '{"a":-1e999}', '{"a":null}']);
  });
});

describe("an event's canonical JSON", () => {
  const plainEvent = (of: typeof event): string => {
    const { kind: _kind, apiVersion: _apiVersion, ...rest } = of as unknown as JsonObject;
    return plainly(rest);
  };

  it("is what its definition says, of events with any bodies and further fields", () => {
    const made = fc.record({ body: anyJson.value, field: fc.option(anyJson.value, { nil: undefined }), key, where: fc.nat(4) });
    fc.assert(
      fc.property(made, ({ body, field, key: name, where }) => {
        const of = structuredClone({ ...event, requestObject: body, responseObject: body, kind: "Event", impersonatedUser: {} });
        const parts = [of, of.user, of.impersonatedUser, of.objectRef, of.responseStatus];
        if (field !== undefined && !(where === 0 && name in of)) setOwn(parts[where] as JsonObject, name, field);
        expect(canonicalEvent(of)).toBe(plainEvent(of));
      }),
      { numRuns: 1000 },
    );
  });

  it("is so for every event of a real log", () => {
    for (const line of realLines)
      for (const piece of decodeLine(line)) if (piece.event) expect(canonicalEvent(piece.event)).toBe(plainEvent(piece.event));
  });

  it("is there for what is no event as well, as somebody may have put into a store", () => {
    for (const of of [
      {},
      { stage: "forged" },
      { user: null },
      { user: "alice", objectRef: "b" },
      { objectRef: null, user: {} },
    ] as unknown[])
      expect(canonicalEvent(of as typeof event)).toBe(plainEvent(of as typeof event));
  });

  it("keeps a body that is null apart from none", () => {
    expect(canonicalEvent({ ...event, responseObject: null })).not.toBe(canonicalEvent(event));
  });
});

describe("the hash", () => {
  it("is the same for an event of another version, with its keys in another order", () => {
    const other = turned({ ...event, kind: "Event", apiVersion: "audit.k8s.io/v1beta1" } as unknown as JsonValue);
    expect(eventHash(other as unknown as typeof event)).toBe(eventHash(event));
  });

  it("is another for an event that shares the audit ID, which its client may choose", () => {
    expect(eventHash({ ...event, verb: "get" })).not.toBe(eventHash(event));
    expect(eventHash({ ...event, requestObject: { b: 1, a: [{ d: 1, c: 2 }, 1] } })).not.toBe(eventHash(event));
  });
});
