import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { canonicalJson } from "../../decode/event-hash.ts";
import { timeOf } from "../../decode/event-time.ts";
import type { AuditEvent } from "../../model/audit-event.ts";
import { isObject, setOwn, type JsonObject, type JsonValue } from "../../model/json.ts";
import { readNumbered } from "../segments/read-segments.ts";
import { eventAt, openWorkplace, type Workplace } from "../segments/testing/stored-segments.ts";
import { eventColumns } from "./columns.ts";
import { isPlain } from "./plain-event.ts";

let workplace: Workplace;
beforeAll(async () => {
  workplace = await openWorkplace();
});
afterAll(() => workplace.leave());

const textOf = (event: AuditEvent): string => canonicalJson(event as unknown as JsonValue);

/** Texts of events that went into Parquet files and came back. */
const throughSegments = async (events: readonly AuditEvent[]): Promise<string[]> => {
  const { engine, paths, seal } = workplace;
  const back: string[] = [];
  for await (const batch of readNumbered(engine, paths, await seal(events), { sql: "true", parameters: [] }, undefined, "seq"))
    for (const { seq, event } of batch) back[seq] = textOf(event);
  return back;
};

const text = fc.oneof(
  fc.string({ unit: "binary" }),
  fc.string({ unit: "grapheme" }),
  fc.constantFrom(
    "",
    "null",
    "\0",
    "\ud800",
    "x\udfffy",
    "\\u0000",
    "\\ud800",
    "\u2028",
    '"',
    "'",
    "\\",
    "\n",
    "[1]",
    "{}",
    "__proto__",
    "event",
    "𝄞",
  ),
);
/**
 * A name of a field. None has a backslash: once V8 13.6 has parsed such a name, JSON.parse takes others with escapes for it
 * (https://issues.chromium.org/issues/521080746), in a test as everywhere.
 */
const key = text.map((name) => name.replaceAll("\\", "/"));
const jsonOf = (depth: number): fc.Arbitrary<JsonValue> =>
  fc.oneof(
    { weight: 4, arbitrary: fc.oneof(text, fc.double({ noNaN: true, noDefaultInfinity: true }), fc.boolean()) as fc.Arbitrary<JsonValue> },
    ...(depth === 0
      ? []
      : [
          { weight: 1, arbitrary: fc.array(jsonOf(depth - 1), { maxLength: 4 }) as fc.Arbitrary<JsonValue> },
          { weight: 1, arbitrary: fc.dictionary(key, jsonOf(depth - 1), { maxKeys: 4 }) as fc.Arbitrary<JsonValue> },
        ]),
  );
const json = fc.oneof(
  jsonOf(3),
  fc.constantFrom(1e300, -0, 2 ** 53, 2 ** 64, 1e21, -1.5e-7, 5e-324, 0.1, null, {}, [], "", true, JSON.parse('{"__proto__":{"a":1}}')),
) as fc.Arbitrary<JsonValue>;
const maybe = <T>(of: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> => fc.option(of, { nil: undefined, freq: 2 });
const exactTime = fc
  .date({ noInvalidDate: true, min: new Date("2026-11-24T00:00:00Z"), max: new Date("2026-11-25T12:00:00Z") })
  .map((date) => date.toISOString().replace("Z", "001Z"));
const time = fc.oneof(
  exactTime,
  fc.constantFrom(
    "1970-01-01T00:00:00.000000Z",
    "2262-12-31T23:59:59.999999Z",
    "2026-11-24T12:00:00Z",
    "2026-11-24T12:00:00.1Z",
    "2026-11-24T12:00:00.123456789Z",
    "2026-11-24T12:00:00.123456+05:30",
    "0000-01-01T00:00:00.000000+05:00",
    "0001-01-01T00:00:00.000000Z",
    "9999-12-31T23:59:59.999999-01:00",
    "2026-02-30T00:00:00.000000Z",
    "2026-01-01T24:00:00.000000Z",
  ),
);
const anything = fc.dictionary(fc.oneof(key, fc.constantFrom("__proto__", "constructor", "event", "more", "seq", "metadata")), json, {
  maxKeys: 2,
});

/** Events as `checkEvent` lets them through; wild ones with whatever else a stranger puts into them. */
const eventOf = (isWild: boolean): fc.Arbitrary<AuditEvent> => {
  const word = isWild ? text : fc.string({ unit: "grapheme" });
  const body = isWild
    ? json
    : (fc.dictionary(key, fc.oneof(word, fc.double({ noNaN: true, noDefaultInfinity: true }))) as fc.Arbitrary<JsonValue>);
  const at = isWild ? time : exactTime;
  const user = fc.record({
    username: maybe(word),
    uid: maybe(word),
    groups: maybe(fc.array(word)),
    extra: maybe(fc.dictionary(key, fc.array(word))),
  });
  const names = ["resource", "name", "namespace", "apiGroup", "apiVersion", "uid", "resourceVersion", "subresource"];
  const status = fc.record({
    code: maybe(
      isWild ? fc.oneof(fc.integer(), fc.constantFrom(2 ** 31, -(2 ** 31), 1.5, -0, Number.POSITIVE_INFINITY, 2 ** 53)) : fc.integer(),
    ),
    metadata: maybe(isWild ? fc.oneof(fc.constant({}), json) : fc.constant({})),
    status: maybe(word),
    reason: maybe(word),
    message: maybe(word),
    details: maybe(fc.dictionary(key, body)),
  });
  return fc
    .record({
      level: fc.constantFrom("None", "Metadata", "Request", "RequestResponse"),
      auditID: word,
      stage: fc.constantFrom("RequestReceived", "ResponseStarted", "ResponseComplete", "Panic"),
      requestURI: word,
      verb: word,
      user,
      impersonatedUser: maybe(user),
      sourceIPs: maybe(fc.array(word)),
      userAgent: maybe(word),
      objectRef: maybe(fc.record(Object.fromEntries(names.map((name) => [name, maybe(word)])))),
      responseStatus: maybe(status),
      requestObject: maybe(body),
      responseObject: maybe(body),
      annotations: maybe(fc.dictionary(key, word)),
      requestReceivedTimestamp: at,
      stageTimestamp: at,
      more: isWild ? maybe(anything) : fc.constant(undefined),
      moreOfRef: isWild ? maybe(anything) : fc.constant(undefined),
    })
    .map(({ more, moreOfRef, ...fields }) => {
      const made = JSON.parse(JSON.stringify(fields)) as JsonObject;
      addTo(made, more);
      if (isObject(made["objectRef"])) addTo(made["objectRef"], moreOfRef);
      return made as unknown as AuditEvent;
    });
};

const addTo = (target: JsonObject, more: unknown): void => {
  for (const [field, value] of Object.entries((more ?? {}) as JsonObject)) if (!Object.hasOwn(target, field)) setOwn(target, field, value);
};

const event = fc.oneof(eventOf(true), eventOf(false));

describe("rows of segments", () => {
  it("give back every event to the letter", { timeout: 120_000 }, async () => {
    let plain = 0;
    let all = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(event, { minLength: 1, maxLength: 120, size: "medium" }), async (events) => {
        const texts = events.map(textOf);
        plain += events.filter((one, at) => isPlain(one, texts[at] ?? "")).length;
        all += events.length;
        expect(await throughSegments(events)).toEqual(texts);
      }),
      { numRuns: 12, endOnFailure: true },
    );
    // Both ways into a row are taken.
    expect(plain / all).toBeGreaterThan(0.1);
    expect(plain / all).toBeLessThan(0.9);
  });

  it("take an event as large as they come", { timeout: 120_000 }, async () => {
    const events = [
      eventAt("2026-11-24", 1, { objectRef: { resource: "services", name: "n".repeat(1_000_000) } }),
      eventAt("2026-11-24", 2, { responseObject: { items: Array.from({ length: 100_000 }, (_, at) => ({ at, text: "x".repeat(100) })) } }),
      eventAt("2026-11-24", 3),
    ];
    expect(await throughSegments(events)).toEqual(events.map(textOf));
  });
});

describe("plain events", () => {
  const plain: AuditEvent = eventAt("2026-11-24", 1, {
    objectRef: { resource: "virtualservices", apiGroup: "networking.istio.io", name: "reviews" },
    responseStatus: { code: 200, metadata: {} } as AuditEvent["responseStatus"] & object,
    requestObject: { spec: { hosts: ["reviews"] } },
  });
  const cases: [string, object, boolean][] = [
    ["what an API server writes", {}, true],
    ["an unknown field", { sourceNamespace: "shop" }, false],
    ["an unknown field of the object", { objectRef: { resource: "services", kind: "Service" } }, false],
    ["a part without fields", { impersonatedUser: {} }, false],
    ["a user without fields", { user: {} }, true],
    ["a body that is null", { requestObject: null }, false],
    ["a code beyond 32 bits", { responseStatus: { code: 2 ** 31 } }, false],
    ["metadata that is not empty", { responseStatus: { metadata: { continue: "x" } } }, false],
    ["a time with fewer digits", { stageTimestamp: "2026-11-24T00:00:01Z" }, false],
    ["a day that is none", { stageTimestamp: "2026-02-30T00:00:01.000000Z" }, false],
    ["U+0000 in a body", { requestObject: { a: "\0" } }, false],
    ["half of a surrogate pair", { userAgent: "\ud83d" }, false],
  ];
  it.each(cases)("%s", (_what, change, expected) => {
    const event = { ...plain, ...change } as AuditEvent;
    expect(isPlain(event, textOf(event))).toBe(expected);
  });

  it("have their times in columns as they are, and others as near as can be", async () => {
    const at = (stageTimestamp: string): AuditEvent => ({ ...plain, stageTimestamp });
    const { engine, paths, seal } = workplace;
    const written = await seal([
      at("2026-11-24T23:59:59.999999Z"),
      at("2026-11-24T23:59:59.5-01:00"),
      at("1970-01-01T00:00:00Z"),
      at("9999-12-31T23:59:59-10:00"),
    ]);
    expect(written.map(({ dt, from, to }) => [dt, from, to])).toEqual([
      ["1970-01-01", "1970-01-01T00:00:00.000000Z", "1970-01-01T00:00:00.000000Z"],
      ["2026-11-24", "2026-11-24T23:59:59.999999Z", "2026-11-24T23:59:59.999999Z"],
      ["2026-11-25", "2026-11-25T00:59:59.500000Z", "2026-11-25T00:59:59.500000Z"],
      ["9999-12-31", "9999-12-31T23:59:59.000000Z", "9999-12-31T23:59:59.000000Z"],
    ]);
    for await (const batch of readNumbered(engine, paths, written, {
      sql: `"stageTimestamp" = epoch_ms(?::BIGINT)`,
      parameters: [timeOf("1970-01-01T00:00:00Z") ?? 1],
    }))
      expect(batch.map(({ seq }) => seq)).toEqual([2]);
  });

  it("are all of an event that has a column", () => expect(new Set(eventColumns.map(({ name }) => name)).size).toBe(eventColumns.length));
});
