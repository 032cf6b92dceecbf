import { describe, expect, it } from "vitest";
import type { JsonObject, JsonValue } from "../../model/json.ts";
import { applyMergePatch } from "./merge-patch.ts";

describe("a JSON merge patch", () => {
  // RFC 7396, appendix A: target, patch, result.
  it.each<[JsonValue, JsonValue, JsonValue]>([
    [{ a: "b" }, { a: "c" }, { a: "c" }],
    [{ a: "b" }, { b: "c" }, { a: "b", b: "c" }],
    [{ a: "b" }, { a: null }, {}],
    [{ a: "b", b: "c" }, { a: null }, { b: "c" }],
    [{ a: ["b"] }, { a: "c" }, { a: "c" }],
    [{ a: "c" }, { a: ["b"] }, { a: ["b"] }],
    [{ a: { b: "c" } }, { a: { b: "d", c: null } }, { a: { b: "d" } }],
    [{ a: [{ b: "c" }] }, { a: [1] }, { a: [1] }],
    [
      ["a", "b"],
      ["c", "d"],
      ["c", "d"],
    ],
    [{ a: "b" }, ["c"], ["c"]],
    [{ a: "foo" }, null, null],
    [{ a: "foo" }, "bar", "bar"],
    [{ e: null }, { a: 1 }, { e: null, a: 1 }],
    [[1, 2], { a: "b", c: null }, { a: "b" }],
    [{}, { a: { bb: { ccc: null } } }, { a: { bb: {} } }],
  ])("%j with %j is %j", (target, patch, result) => {
    const before = structuredClone([target, patch]);
    expect(applyMergePatch(target, patch)).toEqual(result);
    expect([target, patch]).toEqual(before);
  });

  it("leaves the prototype alone", () => {
    const patch = JSON.parse('{"__proto__": {"polluted": true}, "constructor": {"prototype": 1}}') as JsonObject;
    expect(JSON.stringify(applyMergePatch({}, patch))).toBe(JSON.stringify(patch));
    expect(({} as Record<string, unknown>)["polluted"]).toBeUndefined();
    expect(JSON.stringify(applyMergePatch(patch, JSON.parse('{"__proto__": null}') as JsonObject))).toBe('{"constructor":{"prototype":1}}');
  });
});
