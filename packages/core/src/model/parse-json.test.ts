import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseJson } from "./parse-json.ts";

/** Keys that are written with escapes: quotes, backslashes, controls, and what a server writes for managedFields. */
const key = fc.oneof(
  fc.constantFrom('"', "\\", "\n", "\r", "\t", "\\n", '\\"', "a\\", 'a"', "a", "1", "0", "", "__proto__", "constructor", "key~0", "key~"),
  fc.constantFrom('k:{"type":"Ready"}', 'k:{"type":"Healt"}', 'k:{\\"type\\":\\"H'),
  fc.string({ maxLength: 3 }),
);

const { value } = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4 },
    fc.constantFrom(null, 1, true, "text", 'a "quoted": text', "\\", "\u2028"),
    fc.array(tie("value"), { maxLength: 3 }),
    fc.array(fc.tuple(key, tie("value")), { maxLength: 4 }).map((entries) => Object.fromEntries(entries)),
  ),
}));

describe("JSON of strangers", () => {
  it("has the keys that it is written with, whatever was read before", () => {
    expect(parseJson('{"h":[],"\\\\":0}')).toEqual({ h: [], "\\": 0 });
    expect(parseJson('{"h":1,"\\"":2}')).toEqual({ h: 1, '"': 2 });
    expect(parseJson('[{"a":[],"k:{\\\\\\"type\\\\\\":\\\\\\"H":0},{"a":1,"k:{\\"type\\":\\"Healt\\"}":2}]')).toEqual([
      { a: [], 'k:{\\"type\\":\\"H': 0 },
      { a: 1, 'k:{"type":"Healt"}': 2 },
    ]);
  });

  it("is what was written, in its order", () => {
    fc.assert(
      fc.property(value, fc.constantFrom(undefined, 1), (written, indent) => {
        const text = JSON.stringify(written, null, indent);
        expect(JSON.stringify(parseJson(text), null, indent)).toBe(text);
      }),
      { numRuns: 1000 },
    );
  });

  it("has the last of two values of a key, however each is written", () => {
    expect(Object.entries(parseJson('{"\\u0061b":1,"c\\n":2,"ab":3,"c\\u000a":4}') as object)).toEqual([
      ["ab", 3],
      ["c\n", 4],
    ]);
    const { __proto__: own } = JSON.parse(JSON.stringify({ a: 1 })) as { __proto__: unknown };
    expect(Object.hasOwn(parseJson('{"\\u005f_proto__":{"\\"":1}}') as object, "__proto__")).toBe(true);
    expect(own).toBe(Object.prototype);
  });

  it("is refused where it is none, by its own places", () => {
    for (const text of ['{"a\\"":1,}', '{"a\\', '{"\\x":1}', "\\", '{"a\\"" 1}', '{"a": "\\"', '"\\":']) {
      let expected: unknown = null;
      try {
        JSON.parse(text);
      } catch (error) {
        expected = error;
      }
      expect(expected).toBeInstanceOf(SyntaxError);
      expect(() => parseJson(text)).toThrow(expected as SyntaxError);
    }
  });

  it("may be nested as deeply as it is long", () => {
    const text = `${'{"\\"":['.repeat(50_000)}${"]}".repeat(50_000)}`;
    expect(Object.keys(parseJson(text) as object)).toEqual(['"']);
  });
});
