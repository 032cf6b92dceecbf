import { formatPath, isObject, type JsonObject, type JsonValue } from "@meshaudit/core";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parse, stringify, type DocumentOptions, type ToStringOptions } from "yaml";
import type { ManifestField, ManifestObject } from "./manifest.ts";
import { parseManifest } from "./parse-manifest.ts";
import { virtualService } from "./testing/virtual-service.ts";

/** Not of blanks only, which the printer loses in a block. */
const text = fc
  .oneof(
    fc.constantFrom(
      "",
      "yes",
      "on",
      "~",
      "0x1F",
      "1e3",
      "- a",
      "a: b",
      "a #b",
      "{{ x }}",
      "*a",
      "3s",
      "07",
      "__proto__",
      " a ",
      "a\nb\n",
      "é😀",
      "<<",
    ),
    fc.string({ maxLength: 12 }),
    fc.string({ unit: "grapheme", maxLength: 6 }),
  )
  .filter((text) => text === "" || text.trim() !== "");
/** Not the merge key, which the printer does not quote. */
const key = text.filter((key) => key !== "<<");
const scalar = fc.oneof(
  text,
  fc.boolean(),
  fc.constant(null),
  fc.integer(),
  fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e9, max: 1e9 }),
);
const { value: anyValue } = fc.letrec<{ value: JsonValue }>((tie) => ({
  value: fc.oneof({ maxDepth: 4 }, scalar, fc.array(tie("value"), { maxLength: 4 }), fc.dictionary(key, tie("value"), { maxKeys: 4 })),
}));
const anyObject: fc.Arbitrary<JsonObject> = anyValue.map((spec) => ({
  apiVersion: "networking.istio.io/v1",
  kind: "VirtualService",
  metadata: { name: "reviews" },
  spec,
}));

type Style = ToStringOptions & DocumentOptions & { compat?: string };
const style: fc.Arbitrary<Style> = fc.record({
  // Quotes what any version of YAML would read as something else than a text.
  version: fc.constant("1.1" as const),
  compat: fc.constant("core"),
  indentSeq: fc.boolean(),
  collectionStyle: fc.constantFrom("any" as const, "flow" as const),
  defaultStringType: fc.constantFrom(
    "PLAIN" as const,
    "QUOTE_DOUBLE" as const,
    "QUOTE_SINGLE" as const,
    "BLOCK_LITERAL" as const,
    "BLOCK_FOLDED" as const,
  ),
  defaultKeyType: fc.constantFrom("PLAIN" as const, "QUOTE_DOUBLE" as const),
  lineWidth: fc.constantFrom(0, 20, 80),
  singleQuote: fc.boolean(),
});
const printed = fc.tuple(anyObject, fc.option(style)).map(([object, style]) => ({
  object,
  text: style === null ? JSON.stringify(object, null, 2) : stringify(object, { aliasDuplicateObjects: false, ...style }),
}));

const at = (value: JsonValue, path: ManifestField["path"]): JsonValue | undefined => {
  let found: JsonValue | undefined = value;
  for (const step of path) found = (found as Record<string | number, JsonValue>)[step];
  return found;
};

const count = (value: JsonValue): number => {
  const parts = Array.isArray(value) ? value : isObject(value) ? Object.values(value) : [];
  return parts.reduce<number>((sum, part) => sum + 1 + count(part), 0);
};

/** What a leaf's text says by itself; undefined where it needs its surroundings for it: an indentation that is counted from them. */
const said = (text: string, { valueSpan: { start, end } }: ManifestField): unknown => {
  const value = text.slice(start, end);
  if (/^[|>][-+]?\d/.test(value)) return undefined;
  return (parse(`k: ${value}\n`, { version: "1.1", compat: null, logLevel: "silent" }) as { k: unknown }).k;
};

const expectTrue = (text: string, { fields, value }: ManifestObject): void => {
  for (const field of fields.filter(({ leaf }) => leaf)) {
    const by = said(text, field);
    if (by !== undefined) expect(JSON.stringify(at(value, field.path)), `${formatPath(field.path)} in\n${text}`).toBe(JSON.stringify(by));
  }
};

describe("whatever an object is and however it is printed", () => {
  it("it is read as it was, and each leaf's text is the leaf's value", () => {
    fc.assert(
      fc.property(printed, ({ object, text }) => {
        const { objects, obstacle } = parseManifest(text);
        expect(obstacle).toBeNull();
        expect(objects).toHaveLength(1);
        const [found] = objects as [ManifestObject];
        expect(JSON.stringify(found.value)).toBe(JSON.stringify(object));
        expect(found.partial).toBe(false);
        expect(found.fields).toHaveLength(count(object));
        expectTrue(text, found);
      }),
      { numRuns: 400 },
    );
  });

  it("line ends make no difference", () => {
    fc.assert(
      fc.property(printed, ({ object, text }) => {
        for (const lineEnd of ["\r\n", "\r"]) {
          const windows = text.replaceAll("\n", lineEnd);
          const [found] = parseManifest(windows).objects;
          expect(JSON.stringify(found?.value), windows).toBe(JSON.stringify(object));
          if (lineEnd === "\r\n") expectTrue(windows, found as ManifestObject);
        }
      }),
      { numRuns: 150 },
    );
  });

  it("the beginning of its text never says what it does not say", () => {
    fc.assert(
      fc.property(printed, fc.double({ min: 0, max: 1, noNaN: true }), ({ text }, part) => {
        const beginning = text.slice(0, Math.floor(text.length * part));
        for (const object of parseManifest(beginning).objects) expectTrue(beginning, object);
      }),
      { numRuns: 400 },
    );
  });
});

describe("while a person types", () => {
  const whole = virtualService("reviews");
  const lines = whole.split("\n");
  const said = (text: string, { path, valueSpan: { start, end } }: ManifestField): string =>
    `${formatPath(path)}=${text.slice(start, end)}`;
  const known = new Set(parseManifest(whole).objects.flatMap(({ fields }) => fields.map((field) => said(whole, field))));

  /** Values that the whole text does not have at the same path, but for those on the line that is being typed. */
  const strays = (text: string, typed: { start: number; end: number }, object: ManifestObject | undefined): string[] =>
    (object?.fields ?? [])
      .filter(({ leaf, valueSpan: { start, end } }) => leaf && start < end && (end < typed.start || start > typed.end))
      .map((field) => said(text, field))
      .filter((value) => !known.has(value));

  it("every beginning of a file keeps each value where it is", () => {
    for (let end = 0; end <= whole.length; end++) {
      const text = whole.slice(0, end);
      const [object] = parseManifest(text).objects;
      expect(strays(text, { start: text.lastIndexOf("\n") + 1, end }, object), text).toEqual([]);
    }
  });

  const withLine = (line: number, removed: number, typed: string): { text: string; typed: { start: number; end: number } } => {
    const start = lines.slice(0, line).join("\n").length + 1;
    return { text: lines.toSpliced(line, removed, typed).join("\n"), typed: { start, end: start + typed.length } };
  };

  it("a broken line moves no value to another path", () => {
    const junk = [
      "wei",
      '"wei',
      "'wei",
      "[wei",
      "{wei: 1",
      "wei: [a,",
      'wei: "',
      "}",
      "]",
      "@",
      "wei: a: b",
      "wei: *",
      "`",
      "%",
      "? [",
      "|",
    ];
    const indent = fc.integer({ min: 0, max: 14 });
    fc.assert(
      fc.property(fc.integer({ min: 0, max: lines.length }), indent, fc.constantFrom(...junk), (line, indent, junk) => {
        const { text, typed } = withLine(line, 0, " ".repeat(indent) + junk);
        expect(strays(text, typed, parseManifest(text).objects[0]), text).toEqual([]);
      }),
      { numRuns: 400 },
    );
  });

  it("nor does a line of which only the beginning is there, as long as it is broken", () => {
    for (const [index, line] of lines.entries())
      for (let length = 0; length < line.length; length++) {
        const { text, typed } = withLine(index, 1, line.slice(0, length));
        const [object] = parseManifest(text).objects;
        if (object?.partial === true) expect(strays(text, typed, object), text).toEqual([]);
      }
  });
});
