import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import type { JsonObject, JsonValue } from "../../model/json.ts";
import { toYaml } from "./to-yaml.ts";

describe("an object as YAML", () => {
  it("has its keys as manifests have them, whatever their order was", async () => {
    const object = {
      spec: { http: [{ timeout: "3s", route: [], name: "default" }], hosts: ["reviews"] },
      kind: "VirtualService",
      metadata: { labels: { b: "1", a: "2" }, generateName: "x", namespace: "bookinfo", name: "reviews" },
      apiVersion: "networking.istio.io/v1",
    };
    expect(await toYaml(object)).toBe(`apiVersion: networking.istio.io/v1
kind: VirtualService
metadata:
  name: reviews
  namespace: bookinfo
  labels:
    a: "2"
    b: "1"
  generateName: x
spec:
  hosts:
  - reviews
  http:
  - name: default
    route: []
    timeout: 3s
`);
  });

  it("writes one list twice rather than by reference, and folds no line", async () => {
    const twice = ["a".repeat(200), "word ".repeat(40) + "end"];
    expect(await toYaml({ a: twice, b: twice })).toBe(`a:\n- ${twice[0]}\n- ${twice[1]}\nb:\n- ${twice[0]}\n- ${twice[1]}\n`);
  });

  it("escapes what hides or reorders text where it is shown", async () => {
    expect(await toYaml({ a: "user\u202eecila", "b\u200b": "x", d: "\u{e0041}", c: "\u06f1\u200c\u0645" })).toBe(
      'a: "user\\u202eecila"\n"b\\u200b": x\nc: \u06f1\u200c\u0645\nd: "\\U000e0041"\n',
    );
  });

  it("keeps the lines of a script", async () => {
    expect(await toYaml({ inlineCode: "function f()\n\n  return 1\nend\n" })).toBe(
      "inlineCode: |\n  function f()\n\n    return 1\n  end\n",
    );
  });

  it.each([
    "no",
    "on",
    "y",
    "~",
    "null",
    "0x1F",
    "0777",
    "0o7",
    "1_000",
    "1:30",
    "1e3",
    ".5",
    ".inf",
    "2026-11-24",
    "<<",
    "=",
    "- a",
    "a: b",
    "#",
    "",
  ])("quotes the text %j", async (text) => {
    const yaml = await toYaml({ [text]: text });
    for (const version of ["1.1", "1.2"] as const) expect(parse(yaml, { version })).toEqual({ [text]: text });
  });

  it("escapes what would speak to a terminal, and what YAML cannot hold", async () => {
    const text = "\u001b[31m\u0000\u007f\u009b\u2028\ufeff\ud800";
    expect(await toYaml({ text })).toBe('text: "\\e[31m\\0\\u007f\\u009b\\u2028\\ufeff\\ud800"\n');
  });

  it("is read as the same object by readers of YAML 1.1 and 1.2", async () => {
    const text = fc.oneof(
      fc.string(),
      fc.string({ unit: "binary" }),
      fc.stringMatching(/^[\sa:#'"|>-]{0,9}$/),
      fc.constantFrom("__proto__", "a\n b\n", "\n", " \n", "a \nb", "a\n\tb", "a\tb\nc", "a\n\n", "a\r\nb"),
    );
    const { object } = fc.letrec<{ value: JsonValue; object: JsonObject }>((tie) => ({
      value: fc.oneof(
        { maxDepth: 3 },
        text,
        fc.integer(),
        fc.constantFrom(null, true, false, 0.5, 1e21),
        fc.array(tie("value")),
        tie("object"),
      ),
      object: fc.array(fc.tuple(text, tie("value")), { maxLength: 4 }).map((entries) => Object.fromEntries(entries)),
    }));
    await fc.assert(
      fc.asyncProperty(object, async (object) => {
        const yaml = await toYaml(object);
        expect(yaml).toMatch(/^[\t\n\x20-\x7e\xa0-\u{10ffff}]*$/u);
        for (const version of ["1.1", "1.2"] as const) expect(parse(yaml, { version, uniqueKeys: false })).toEqual(object);
      }),
      { numRuns: 150 },
    );
  });
});
