import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { sameJson, type JsonObject, type JsonValue } from "../../model/json.ts";
import { applyFields } from "./apply-fields.ts";
import { diffObjects } from "./diff-objects.ts";

// No lone surrogates: V8's JSON.parse (seen with Node 24.21) may read such a key as another one.
const key = fc.oneof(fc.constantFrom("", "__proto__", "constructor", "a.b", 'q"\\', "[0]", "0", "name", "ключ", "\n", "😀"), fc.string());

const anything = fc.letrec<{ value: JsonValue; object: JsonObject }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4 },
    fc.constantFrom(null, true, 0, 1, "", "a", "b"),
    fc.array(tie("value"), { maxLength: 4 }),
    tie("object"),
  ),
  // As from JSON.parse: __proto__ is a key like any other.
  object: fc.array(fc.tuple(key, tie("value")), { maxLength: 4 }).map((entries) => Object.fromEntries(entries)),
})).object;

const few = <T>(value: fc.Arbitrary<T>): fc.Arbitrary<T[]> => fc.array(value, { maxLength: 4 });
const optional = { requiredKeys: [] } satisfies { requiredKeys: [] };
const text = fc.constantFrom("v1", "v2", "v3", "a", "b");
const match = fc.record(
  { uri: fc.record({ prefix: text }), headers: fc.dictionary(key, fc.record({ exact: text }), { maxKeys: 2 }) },
  optional,
);
const destination = fc.record({ host: text, subset: text, port: fc.record({ number: fc.nat(3) }) }, { requiredKeys: ["host"] });
const route = fc.record({ destination, weight: fc.nat(100) }, { requiredKeys: ["destination"] });
const http = fc.record(
  { name: text, match: few(match), route: few(route), timeout: text, retries: fc.record({ attempts: fc.nat(3) }) },
  optional,
);
const rule = fc.record(
  {
    from: few(fc.record({ source: fc.record({ principals: few(text) }) })),
    to: few(fc.record({ operation: fc.record({ methods: few(text) }) })),
  },
  optional,
);
const istio: fc.Arbitrary<JsonObject> = fc.record({
  metadata: fc.record({ name: text, labels: fc.dictionary(key, text, { maxKeys: 3 }), finalizers: few(text) }, optional),
  spec: fc.record({ hosts: few(text), http: few(http), rules: few(rule), nested: few(few(fc.nat(2))) }, optional),
}) as fc.Arbitrary<JsonObject>;

/** One edit somewhere in a value, directed by numbers: insert, remove, move, copy or replace. */
const mutate = (value: JsonValue, [at, how, to, ...rest]: number[]): JsonValue => {
  if (at === undefined || how === undefined || to === undefined) return "mutated";
  if (Array.isArray(value) && value.length > 0) {
    const list = [...value];
    const index = at % list.length;
    const entry = list[index] as JsonValue;
    if (how === 0) list.splice(index, 1);
    else if (how === 1) list.splice(to % list.length, 0, structuredClone(entry));
    else if (how === 2) list.splice(to % list.length, 0, ...list.splice(index, 1));
    else list[index] = mutate(entry, rest);
    return list;
  }
  if (typeof value === "object" && value !== null && !Array.isArray(value)) {
    const entries = Object.entries(value);
    const index = at % Math.max(1, entries.length);
    if (how === 0) entries.splice(index, 1);
    else if (how === 1) entries.push([`new${to}`, to]);
    else
      entries.splice(index, 1, ...entries.slice(index, index + 1).map(([name, inner]): [string, JsonValue] => [name, mutate(inner, rest)]));
    return Object.fromEntries(entries);
  }
  return `mutated${at}`;
};

const directions = fc.array(fc.array(fc.nat(7), { maxLength: 21 }), { maxLength: 5 });
const kind = fc.constantFrom<[string, string]>(
  ["networking.istio.io", "virtualservices"],
  ["security.istio.io", "authorizationpolicies"],
  ["gateway.networking.k8s.io", "httproutes"],
  ["", "pods"],
);

const leadsTo = (before: JsonObject | null, after: JsonObject | null, [group, resource]: [string, string]): void => {
  const was = structuredClone(before);
  const fields = diffObjects(before, after, group, resource);
  expect(sameJson(applyFields(before, fields), after)).toBe(true);
  expect(sameJson(before, was)).toBe(true);
  // Fields are told as plain data, and still lead there when they were.
  expect(sameJson(applyFields(before, JSON.parse(JSON.stringify(fields)) as typeof fields), after)).toBe(true);
  if (sameJson(before, after)) expect(fields).toEqual([]);
};

describe("diff(a, b) applied to a", () => {
  it("gives b, for any two objects", () => {
    fc.assert(fc.property(anything, anything, kind, leadsTo), { numRuns: 200 });
  });

  it("gives b, for any two objects of a mesh", () => {
    fc.assert(fc.property(istio, istio, kind, leadsTo), { numRuns: 200 });
  });

  it("gives b, for an object and its edited copy", () => {
    fc.assert(
      fc.property(fc.oneof(istio, anything), directions, kind, (object, edits, kind) => {
        const after = edits.reduce<JsonValue>((value, edit) => mutate(value, edit), object);
        if (typeof after === "object" && after !== null && !Array.isArray(after)) leadsTo(object, after, kind);
      }),
      { numRuns: 200 },
    );
  });

  it("gives b, for an object that comes or goes", () => {
    fc.assert(
      fc.property(anything, kind, (object, kind) => {
        leadsTo(null, object, kind);
        leadsTo(object, null, kind);
        leadsTo(null, null, kind);
      }),
      { numRuns: 50 },
    );
  });

  it("tells moves and nothing else for entries in another order", () => {
    const routes = fc.uniqueArray(http, { maxLength: 6, selector: (one) => JSON.stringify(one) });
    const shuffled = routes.chain((list) => fc.tuple(fc.constant(list), fc.shuffledSubarray(list, { minLength: list.length })));
    fc.assert(
      fc.property(shuffled, ([before, after]) => {
        const fields = diffObjects(
          { spec: { http: before } } as JsonObject,
          { spec: { http: after } } as JsonObject,
          "networking.istio.io",
          "virtualservices",
        );
        expect(fields.filter(({ op }) => op !== "moved")).toEqual([]);
      }),
    );
  });
});
