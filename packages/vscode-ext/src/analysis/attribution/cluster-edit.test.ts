import { compareManifest, parsePath, type JsonObject, type JsonValue, type Path } from "@meshaudit/core";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { lineIndex } from "../manifest/line-index.ts";
import { parseManifest } from "../manifest/parse-manifest.ts";
import { blockYaml } from "./block-yaml.ts";
import { clusterEdits, type TextEdit } from "./cluster-edit.ts";

const type = { group: "networking.istio.io", resource: "virtualservices" };

const compared = (text: string, audited: JsonObject) => {
  const [object] = parseManifest(text).objects;
  if (object === undefined) throw new Error(`no object in ${text}`);
  const comparison = compareManifest(object.value, audited, type);
  return { comparison, edits: clusterEdits(object, comparison, text, lineIndex(text)) };
};

const applied = (text: string, { range, text: made }: TextEdit): string => {
  const lines = lineIndex(text);
  return text.slice(0, lines.offsetAt(range.start)) + made + text.slice(lines.offsetAt(range.end));
};

/** The text after the first difference, as told, was taken from the cluster; null where a person has to. */
const taken = (text: string, spec: JsonObject): string | null => {
  const { comparison, edits } = compared(text, auditedWith(spec));
  const [missing] = comparison.onlyThere;
  const differing = comparison.fields.find(({ state }) => state === "differs");
  const edit = missing === undefined ? edits.replace(differing?.path ?? "", differing?.there ?? null) : edits.insert(missing);
  return edit === null ? null : applied(text, edit);
};

const auditedWith = (spec: JsonObject): JsonObject => ({
  apiVersion: "networking.istio.io/v1",
  kind: "VirtualService",
  metadata: { name: "reviews", namespace: "bookinfo" },
  spec,
});

const head = `apiVersion: networking.istio.io/v1
kind: VirtualService
metadata:
  name: reviews
  namespace: bookinfo
`;
const route = (name: string, more: JsonObject = {}): JsonObject => ({
  name,
  route: [{ destination: { host: "reviews", subset: name } }],
  ...more,
});

const valueOf = (text: string): JsonValue => parseManifest(text).objects[0]?.value ?? null;

const valueAt = (value: JsonValue, path: Path): JsonValue => path.reduce<JsonValue>((at, step) => (at as JsonObject)[step] ?? null, value);

/** A value with another one at a place; `replaced`: how many entries of a list it takes the place of. */
const withValue = (value: JsonValue, path: Path, wanted: JsonValue, replaced: 0 | 1): JsonValue => {
  const made = structuredClone(value);
  const step = path.at(-1) ?? "";
  const holder = valueAt(made, path.slice(0, -1));
  if (Array.isArray(holder)) holder.splice(Number(step), replaced, wanted);
  else (holder as JsonObject)[step] = wanted;
  return made;
};

describe("taking what the cluster has", () => {
  it("replaces a scalar and leaves its comment", () => {
    const text = `${head}spec:\n  hosts: [reviews]\n  http:\n  - name: a\n    timeout: 3s # why\n`;
    expect(taken(text, { hosts: ["reviews"], http: [{ name: "a", timeout: "10s" }] })).toBe(text.replace("3s", '"10s"'));
  });

  it("inserts a key behind the others, a comment on the last line or not", () => {
    const text = `${head}spec:\n  hosts: [reviews] # all\n  # the rest\n`;
    expect(taken(text, { hosts: ["reviews"], gateways: ["mesh"] })).toBe(text.replace("# all\n", "# all\n  gateways:\n    - mesh\n"));
  });

  it("inserts a route where it stands in the cluster, with the file's own way of indenting", () => {
    const spec: JsonObject = { http: [route("a"), route("b", { retries: { attempts: 3 } }), route("c")] };
    const entry = (name: string): string =>
      `  - name: ${name}\n    route:\n    - destination:\n        host: reviews\n        subset: ${name}\n`;
    const text = `${head}spec:\n  http:\n  # first\n${entry("a")}  # last\n${entry("c")}`;
    expect(taken(text, spec)).toBe(text.replace("  # last\n", `${entry("b")}    retries:\n      attempts: 3\n  # last\n`));
    const first: JsonObject = { http: [route("z"), route("a"), route("c")] };
    expect(taken(text, first)).toBe(text.replace(entry("a"), entry("z") + entry("a")));
  });

  it("replaces a list and a mapping as a whole, where one side is empty or something else", () => {
    expect(taken(`${head}spec:\n  hosts: [] # none\n`, { hosts: ["reviews", "a b"] })).toBe(
      `${head}spec:\n  hosts: # none\n    - reviews\n    - "a b"\n`,
    );
    expect(taken(`${head}spec:\n  http:\n    - name: a\n      retries: 3\n`, { http: [{ name: "a", retries: { attempts: 3 } }] })).toBe(
      `${head}spec:\n  http:\n    - name: a\n      retries:\n        attempts: 3\n`,
    );
    expect(taken(`${head}spec:\n  hosts:\n    - a\n  gateways: []\n`, { hosts: "*", gateways: [] })).toBe(
      `${head}spec:\n  hosts: "*"\n  gateways: []\n`,
    );
  });

  it("keeps the line ends of the file, and needs none at its end", () => {
    const text = `${head}spec:\n  hosts: [reviews]`.replaceAll("\n", "\r\n");
    expect(taken(text, { hosts: ["reviews"], exportTo: ["."] })).toBe(`${text}\r\n  exportTo:\r\n    - "."`);
  });

  it.each([
    ["flow style", `${head}spec: { hosts: [reviews] }\n`],
    ["a list of flow style", `${head}spec:\n  hosts: [reviews]\n  http: [{ name: a }]\n`],
    ["what an alias brought in", `${head}x: &a\n  hosts: [reviews]\nspec: *a\n`],
    ["a mapping that begins behind an anchor", `${head}spec:\n  hosts: [reviews]\n  http:\n    - &a name: a\n`],
  ])("leaves %s to a person", (_, text) => {
    expect(taken(text, { hosts: ["reviews"], http: [{ name: "a", timeout: "3s" }] })).toBeNull();
  });

  it("leaves nothing but that difference out, whatever the objects", () => {
    const scalar = fc.constantFrom<JsonValue>("a", "b c", 'q"#: ', "yes", 3, true, "", "multi\nline");
    const key = fc.constantFrom("name", "timeout", "fault", "x-y", "a b", "1");
    const value = fc.letrec<{ value: JsonValue }>((tie) => ({
      value: fc.oneof(
        { maxDepth: 3, depthSize: "small" },
        scalar,
        fc.dictionary(key, tie("value"), { maxKeys: 3 }) as fc.Arbitrary<JsonValue>,
        fc.array(tie("value"), { maxLength: 3 }),
      ),
    })).value;
    const spec = fc.dictionary(fc.constantFrom("http", "hosts", "tls", "gateways"), value, { minKeys: 1, maxKeys: 4 });
    const inset = fc.record({ keys: fc.constantFrom(2, 4), dashes: fc.constantFrom(0, 2) });
    const text = fc
      .tuple(spec, inset, fc.constantFrom("\n", "\r\n"), fc.constantFrom("", " # note"), fc.constantFrom("", "  # between\n"))
      .map(([one, way, end, note, between]) => {
        const body = blockYaml({ spec: one } as JsonObject, 0, way).map((line, index) => `${line}${index % 3 === 2 ? note : ""}\n`);
        return `${head}${body.join(between)}`.replaceAll("\n", end);
      });
    let [made, left] = [0, 0];
    const count = (edit: TextEdit | null): TextEdit | null => {
      if (edit === null) left++;
      else made++;
      return edit;
    };
    fc.assert(
      fc.property(text, spec, (here, there) => {
        const audited = auditedWith(there as JsonObject);
        const { comparison, edits } = compared(here, audited);
        const { comments } = parseManifest(here);
        for (const { path, state, there: wanted } of comparison.fields) {
          const edit = state === "differs" ? count(edits.replace(path, wanted)) : null;
          if (edit === null) continue;
          expect(valueOf(applied(here, edit))).toEqual(withValue(valueOf(here), parsePath(path) ?? [], wanted, 1));
          expect(parseManifest(applied(here, edit)).comments).toHaveLength(comments.length);
        }
        for (const missing of comparison.onlyThere) {
          const edit = count(edits.insert(missing));
          if (edit === null) continue;
          const after = valueOf(applied(here, edit));
          const holder = missing.within === "" ? [] : (parsePath(missing.within) ?? []);
          const step = parsePath(missing.path)?.at(-1) ?? "";
          const places = typeof step === "string" ? [step] : Object.keys(valueAt(after, holder) as JsonValue[]).map(Number);
          expect(places.map((at) => withValue(valueOf(here), [...holder, at], missing.value, 0))).toContainEqual(after);
        }
      }),
      { numRuns: 500 },
    );
    expect(left).toBeLessThan(made / 4);
  });
});
