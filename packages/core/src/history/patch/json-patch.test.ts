import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { JsonObject, JsonValue } from "../../model/json.ts";
import { applyJsonPatch } from "./json-patch.ts";

const hostile = (text: string): JsonObject => JSON.parse(text) as JsonObject;

describe("a JSON patch", () => {
  // RFC 6902, appendix A: the number of the example, object, patch, result.
  it.each<[string, JsonObject, JsonValue[], JsonObject | null]>([
    ["A.1", { foo: "bar" }, [{ op: "add", path: "/baz", value: "qux" }], { baz: "qux", foo: "bar" }],
    ["A.2", { foo: ["bar", "baz"] }, [{ op: "add", path: "/foo/1", value: "qux" }], { foo: ["bar", "qux", "baz"] }],
    ["A.3", { baz: "qux", foo: "bar" }, [{ op: "remove", path: "/baz" }], { foo: "bar" }],
    ["A.4", { foo: ["bar", "qux", "baz"] }, [{ op: "remove", path: "/foo/1" }], { foo: ["bar", "baz"] }],
    ["A.5", { baz: "qux", foo: "bar" }, [{ op: "replace", path: "/baz", value: "boo" }], { baz: "boo", foo: "bar" }],
    [
      "A.6",
      { foo: { bar: "baz", waldo: "fred" }, qux: { corge: "grault" } },
      [{ op: "move", from: "/foo/waldo", path: "/qux/thud" }],
      { foo: { bar: "baz" }, qux: { corge: "grault", thud: "fred" } },
    ],
    [
      "A.7",
      { foo: ["all", "grass", "cows", "eat"] },
      [{ op: "move", from: "/foo/1", path: "/foo/3" }],
      { foo: ["all", "cows", "eat", "grass"] },
    ],
    [
      "A.8",
      { baz: "qux", foo: ["a", 2, "c"] },
      [
        { op: "test", path: "/baz", value: "qux" },
        { op: "test", path: "/foo/1", value: 2 },
      ],
      { baz: "qux", foo: ["a", 2, "c"] },
    ],
    ["A.9", { baz: "qux" }, [{ op: "test", path: "/baz", value: "bar" }], null],
    ["A.10", { foo: "bar" }, [{ op: "add", path: "/child", value: { grandchild: {} } }], { foo: "bar", child: { grandchild: {} } }],
    ["A.11", { foo: "bar" }, [{ op: "add", path: "/baz", value: "qux", xyz: 123 }], { foo: "bar", baz: "qux" }],
    ["A.12", { foo: "bar" }, [{ op: "add", path: "/baz/bat", value: "qux" }], null],
    ["A.14", { "/": 9, "~1": 10 }, [{ op: "test", path: "/~01", value: 10 }], { "/": 9, "~1": 10 }],
    ["A.15", { "/": 9, "~1": 10 }, [{ op: "test", path: "/~01", value: "10" }], null],
    ["A.16", { foo: ["bar"] }, [{ op: "add", path: "/foo/-", value: ["abc", "def"] }], { foo: ["bar", ["abc", "def"]] }],
  ])("does what RFC 6902 says: %s", (_, object, operations, result) => {
    const before = structuredClone([object, operations]);
    expect(applyJsonPatch(object, operations)).toEqual(result);
    expect([object, operations]).toEqual(before);
  });

  it("copies, and replaces the whole object", () => {
    expect(
      applyJsonPatch({ a: { b: [1] } }, [
        { op: "copy", from: "/a/b", path: "/c" },
        { op: "add", path: "/c/0", value: 2 },
      ]),
    ).toEqual({ a: { b: [1] }, c: [2, 1] });
    expect(applyJsonPatch({ a: 1 }, [{ op: "replace", path: "", value: { b: 2 } }])).toEqual({ b: 2 });
    expect(applyJsonPatch({ a: 1 }, [{ op: "move", from: "/a", path: "/a" }])).toEqual({ a: 1 });
  });

  it.each<[string, JsonValue]>([
    ["a missing field removed", { op: "remove", path: "/none" }],
    ["a missing field replaced", { op: "replace", path: "/none", value: 1 }],
    ["an index past the end", { op: "add", path: "/list/3", value: 1 }],
    ["an index that would need a sparse list", { op: "add", path: "/list/4294967295", value: 1 }],
    ["an index with a leading zero", { op: "replace", path: "/list/01", value: 1 }],
    ["an entry after the last, removed", { op: "remove", path: "/list/-" }],
    ["a field of a scalar", { op: "add", path: "/text/x", value: 1 }],
    ["the prototype's fields", { op: "copy", from: "/constructor", path: "/x" }],
    ["a move into itself", { op: "move", from: "/list", path: "/list/0" }],
    ["a pointer without its slash", { op: "add", path: "list", value: 1 }],
    ["a wrong escape", { op: "add", path: "/a~2", value: 1 }],
    ["no value", { op: "add", path: "/x" }],
    ["no such operation", { op: "merge", path: "/x", value: 1 }],
    ["the whole object removed", { op: "remove", path: "" }],
    ["no object left", { op: "replace", path: "", value: [] }],
    ["no operation at all", null],
    ["a pointer deeper than any object", { op: "add", path: "/x".repeat(10_000), value: 1 }],
  ])("does not apply: %s", (_, operation) => {
    expect(applyJsonPatch({ list: [1, 2], text: "x" }, [operation])).toBeNull();
  });

  it("leaves the prototype alone", () => {
    const result = applyJsonPatch({}, [{ op: "add", path: "/__proto__", value: { polluted: true } }]);
    expect(JSON.stringify(result)).toBe('{"__proto__":{"polluted":true}}');
    expect(({} as Record<string, unknown>)["polluted"]).toBeUndefined();
    expect(applyJsonPatch(hostile('{"__proto__": 1}'), [{ op: "remove", path: "/__proto__" }])).toEqual({});
    expect(applyJsonPatch({}, [{ op: "remove", path: "/__proto__" }])).toBeNull();
  });

  it("cannot be made to fill the memory or the stack", () => {
    const doubling = Array.from({ length: 60 }, (_, index) => ({ op: "copy", from: "", path: `/x${index}` }));
    expect(applyJsonPatch({ a: [1, 2, 3] }, doubling)).toBeNull();
    expect(
      applyJsonPatch(
        {},
        Array.from({ length: 10_001 }, () => ({ op: "test", path: "/a", value: null })),
      ),
    ).toBeNull();
    const deeper = Array.from({ length: 5000 }, () => [
      { op: "move", from: "/a", path: "/b/b/b" },
      { op: "move", from: "/b", path: "/a" },
      { op: "add", path: "/b", value: { b: { b: {} } } },
    ]).flat();
    expect(applyJsonPatch({ a: {}, b: { b: { b: {} } } }, deeper.slice(0, 9999))).toBeNull();
  });

  it("never throws, never changes its inputs, never makes a list sparse", () => {
    const pointer = fc
      .array(fc.constantFrom("a", "b", "0", "1", "2", "-", "__proto__", "~1"))
      .map((tokens) => tokens.map((token) => `/${token}`).join(""));
    const value = fc.jsonValue({ maxDepth: 2 }) as fc.Arbitrary<JsonValue>;
    const operation = fc.record(
      { op: fc.constantFrom("add", "remove", "replace", "move", "copy", "test"), path: pointer, from: pointer, value },
      { requiredKeys: ["op", "path"] },
    );
    const object = fc.dictionary(fc.constantFrom("a", "b", "__proto__"), fc.oneof(value, fc.array(value)));
    fc.assert(
      fc.property(object, fc.array(operation, { maxLength: 6 }), (object, operations) => {
        const before = JSON.stringify([object, operations]);
        const result = applyJsonPatch(object as JsonObject, operations as JsonValue[]);
        expect(JSON.stringify([object, operations])).toBe(before);
        expect(result === null || !JSON.stringify(result).includes("undefined")).toBe(true);
      }),
      { numRuns: 500 },
    );
  });
});
