import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readPlain } from "./read-plain.ts";
import { readYaml } from "./read-yaml.ts";
import { virtualService } from "./testing/virtual-service.ts";

const head = "apiVersion: networking.istio.io/v1\nkind: VirtualService\n";

describe("plain block style, read line by line", () => {
  it("is what manifests are written in", () => {
    expect(readPlain(virtualService("reviews"))).toEqual(readYaml(virtualService("reviews")));
    expect(readPlain(virtualService("reviews").replaceAll("\n", "\r\n"))).not.toBeNull();
    expect(readPlain(`--- # routes\n${head}`)).not.toBeNull();
  });

  it.each([
    "a: [1]",
    "a: {b: 1}",
    "a: |\n  b",
    "a: &b 1",
    "a: *b",
    "a: !!str 1",
    "? a\n: b",
    "a: b: c",
    "a: b\n  c",
    "a:\n  b",
    "-\n  a: 1",
    "a: 1\na: 2",
    "<<: 1",
    '"a": 1',
    "on: 1",
    "__proto__: 1",
    "a: \tb",
    'a: "\\n"',
    "a: 'it''s'",
    'a: "b"c',
    "a: b:",
    "a: @b",
    "a: %b",
    "  a: 1",
    "a:\n    b: 1\n   c: 2",
    "...",
    "a: -",
  ])("%j is left to the library", (lines) => {
    expect(readPlain(head + lines)).toBeNull();
  });

  const keys = ["a:", "b:", "name:", "on:", "a.b/c:", '"a":', "items:", "1:", "a :"];
  const values = [
    "1",
    "x",
    "yes",
    '"x"',
    "'x'",
    "x # c",
    "x#c",
    "#c",
    "[]",
    "{}",
    "{a: 1}",
    "- 1",
    "-1",
    "a:b",
    "a: b",
    "http://x:1",
    "~",
    "null",
    "0x1F",
    "1_000",
    "3s",
    "é",
    "|",
    "<<",
    "x  ",
    "",
    "*.example.com",
    "/api",
    "...",
    "---",
    "\\d+",
    "(a|b)",
    "$x",
    "=",
    "?",
  ];
  const line = fc
    .tuple(
      fc.integer({ min: 0, max: 3 }),
      fc.constantFrom("", "", "- ", "-   ", "- - "),
      fc.constantFrom(...keys, ...keys, ""),
      fc.constantFrom("", " ", "  "),
      fc.constantFrom(...values, "", "", ""),
    )
    .map(([indent, dash, key, gap, value]) => `${"  ".repeat(indent)}${dash}${key}${gap}${value}`);
  const documents = fc.tuple(fc.array(line, { maxLength: 7 }), fc.constantFrom("\n", "\r\n"), fc.boolean());

  it("is read as the library reads it, or not at all", () => {
    let read = 0;
    fc.assert(
      fc.property(documents, ([lines, lineEnd, ends]) => {
        const text = (head + lines.join("\n") + (ends ? "\n" : "")).replaceAll("\n", lineEnd);
        const plain = readPlain(text);
        if (plain === null) return;
        read++;
        expect(plain, text).toEqual(readYaml(text));
      }),
      { numRuns: 3000 },
    );
    expect(read).toBeGreaterThan(200);
  });

  it("so are the objects of a list, and of lists in it", () => {
    const item = fc.constantFrom(
      "- kind: Gateway\n  metadata:\n    name: a",
      "- apiVersion: v1\n  kind: Service\n  items:\n  - 1",
      "- apiVersion: v1\n  kind: List\n  items:\n  - apiVersion: v1\n    kind: Pod\n    a: 1\n  - x",
      "- kind: GatewayList\n  apiVersion: networking.istio.io/v1\n  items:\n    - spec:\n      - 1\n    -",
      "- 1",
      "-",
      "- items: 1 # c",
      "  # between",
    );
    const list = fc.tuple(
      fc.constantFrom("v1", "networking.istio.io/v1", '""', "1"),
      fc.constantFrom("List", "VirtualServiceList", "Service"),
      fc.array(item, { maxLength: 5 }),
      fc.constantFrom("", "metadata:\n  name: x\n"),
    );
    let read = 0;
    fc.assert(
      fc.property(list, fc.constantFrom("\n", "\r\n"), ([apiVersion, kind, items, more], lineEnd) => {
        const text = `apiVersion: ${apiVersion}\nkind: ${kind}\nitems:\n${items.map((one) => `${one}\n`).join("")}${more}`.replaceAll(
          "\n",
          lineEnd,
        );
        const plain = readPlain(text);
        if (plain === null) return;
        read += plain.objects.length;
        expect(plain, text).toEqual(readYaml(text));
      }),
      { numRuns: 500 },
    );
    expect(read).toBeGreaterThan(100);
  });

  it("so it is at every moment of typing", () => {
    const whole = virtualService("reviews");
    for (let end = head.length; end <= whole.length; end++) {
      const text = whole.slice(0, end);
      const plain = readPlain(text);
      if (plain !== null) expect(plain, text).toEqual(readYaml(text));
    }
  });
});
