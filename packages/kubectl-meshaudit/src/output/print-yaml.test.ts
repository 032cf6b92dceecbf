import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { isUnsafe } from "../terminal/safe-text.ts";
import { printYaml } from "./print-yaml.ts";

describe("YAML for a terminal and for kubectl", () => {
  it("reads as people write it", () => {
    expect(printYaml({ spec: { hosts: ["reviews"], note: "two\nlines\n", empty: [] } })).toBe(
      "spec:\n  hosts:\n    - reviews\n  note: |\n    two\n    lines\n  empty: []\n",
    );
  });

  it("escapes what could control a terminal, in keys too", () => {
    expect(printYaml({ "k\u202e": "\u001b[31m \u009b x", tab: "a\tb\n" })).toBe(
      String.raw`"k\u202e": "\e[31m \u009b x"` + "\n" + String.raw`tab: "a\tb\n"` + "\n",
    );
  });

  it("stays the same value", () => {
    fc.assert(
      fc.property(fc.jsonValue({ stringUnit: "binary" }), (value) => {
        const yaml = printYaml(value);
        expect(isUnsafe(yaml.replaceAll("\n", ""))).toBe(false);
        expect(parse(yaml)).toEqual(JSON.parse(JSON.stringify(value)));
      }),
    );
  });
});
