import { formatPath, ownAt } from "@meshaudit/core";
import { describe, expect, it } from "vitest";
import type { ManifestObject, Span } from "./manifest.ts";
import { manifestParser, parseManifest } from "./parse-manifest.ts";
import { virtualService } from "./testing/virtual-service.ts";

const istio = (rest: string): string =>
  `apiVersion: networking.istio.io/v1\nkind: VirtualService\nmetadata: { name: reviews, namespace: bookinfo }\n${rest}`;

const objectIn = (text: string): ManifestObject => {
  const [object] = parseManifest(text).objects;
  if (object === undefined) throw new Error(`no object in ${text}`);
  return object;
};
const specOf = (text: string): unknown => ownAt(objectIn(text).value, "spec");
const slice = (text: string, span: Span | null): string | null => (span === null ? null : text.slice(span.start, span.end));
/** The fields of an object as `path: text`. */
const told = (text: string, object = objectIn(text)): Record<string, string> =>
  Object.fromEntries(object.fields.map(({ path, valueSpan }) => [formatPath(path), text.slice(valueSpan.start, valueSpan.end)]));

describe("the objects of a file", () => {
  it("say what they are and where", () => {
    const text = virtualService("reviews");
    const object = objectIn(text);
    expect(object).toMatchObject({
      apiVersion: "networking.istio.io/v1",
      kind: "VirtualService",
      group: "networking.istio.io",
      resource: "virtualservices",
      namespaced: true,
      isMesh: true,
      name: "reviews",
      namespace: "bookinfo",
      targetNamespace: "bookinfo",
      unnamed: null,
      partial: false,
    });
    expect([object.kindSpan, object.nameSpan, object.namespaceSpan].map((span) => slice(text, span))).toEqual([
      "VirtualService",
      "reviews",
      "bookinfo",
    ]);
    expect(slice(text, object.span)).toBe(text.slice(0, text.indexOf(" # slowly")));
    expect(told(text)).toMatchObject({
      'spec.http[0].match[0].headers["end-user"].exact': "bob",
      "spec.http[1].route[1].weight": "10",
      "spec.http[1].route[1]": "destination:\n            host: reviews\n            subset: v3\n          weight: 10",
    });
  });

  it("are those of every document", () => {
    const text = `# routes\n---\n${virtualService("a")}---\n\n--- # nothing\n# nothing\n---\n${virtualService("b")}...\n${virtualService("c")}`;
    const { objects, obstacle } = parseManifest(text);
    expect(obstacle).toBeNull();
    expect(objects.map(({ name }) => name)).toEqual(["a", "b", "c"]);
    for (const object of objects) expect(slice(text, object.nameSpan)).toBe(object.name);
    expect(told(text, objects[2] as ManifestObject)).toMatchObject({ "spec.http[1].route[0].weight": "90" });
  });

  it("are the items of a list, each with paths of its own", () => {
    const text = `apiVersion: v1
kind: List
items:
- apiVersion: networking.istio.io/v1
  kind: VirtualService
  metadata: {name: a, namespace: shop}
  spec: {hosts: [a]}
- apiVersion: v1
  kind: ConfigMap
  metadata: {name: b}
- apiVersion: networking.istio.io/v1
  kind: GatewayList
  items:
  - metadata: {name: c}
  - {}
`;
    const { objects } = parseManifest(text);
    expect(objects.map(({ kind, name, isMesh }) => [kind, name, isMesh])).toEqual([
      ["VirtualService", "a", true],
      ["ConfigMap", "b", false],
      ["Gateway", "c", true],
      ["Gateway", null, true],
    ]);
    expect(told(text, objects[0])).toMatchObject({ "spec.hosts[0]": "a" });
    expect(slice(text, objects[1]?.span ?? null)).toBe("apiVersion: v1\n  kind: ConfigMap\n  metadata: {name: b}");
  });

  it("may be written as JSON, with tabs, with a BOM and with line ends of Windows", () => {
    const text =
      `\uFEFF${JSON.stringify({ apiVersion: "v1", kind: "Service", metadata: { name: "a" }, spec: { ports: [{ port: 80 }] } }, null, "\t")}`.replaceAll(
        "\n",
        "\r\n",
      );
    expect(objectIn(text).value).toMatchObject({ metadata: { name: "a" } });
    expect(told(text)).toMatchObject({ "spec.ports[0].port": "80" });
    const windows = `\uFEFF${virtualService("reviews").replaceAll("\n", "\r\n")}`;
    expect(objectIn(windows).value).toEqual(objectIn(virtualService("reviews")).value);
    expect(told(windows)).toMatchObject({ "spec.http[1].route[0].weight": "90" });
  });

  it("may be of a kind that no table knows, or lie in no namespace", () => {
    expect(objectIn("apiVersion: extensions.istio.io/v2\nkind: New\nmetadata:\n  name: a\n")).toMatchObject({
      resource: null,
      namespaced: true,
      isMesh: true,
    });
    const text = "apiVersion: gateway.networking.k8s.io/v1\nkind: GatewayClass\nmetadata:\n  name: istio\n  namespace: shop\n";
    expect(objectIn(text)).toMatchObject({ namespaced: false, namespace: "shop", targetNamespace: null });
  });

  it.each([
    ["a compose file", "services:\n  web:\n    image: nginx\nkind: x\n"],
    ["a workflow", "name: ci\non:\n  push:\njobs: {}\n"],
    ["values of a chart", "replicas: 1\nkind: Deployment\napiVersion:\n"],
    ["a chart", "apiVersion: v2\nname: shop\ntype: application\nkind:\n"],
    ["a kustomization", "apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\nresources: [a.yaml]\n"],
    ["a list at the root", "- apiVersion: v1\n  kind: Pod\n"],
    ["types that are no texts", "apiVersion: 1\nkind: true\n"],
    ["nothing", ""],
    ["a word", "apiVersion kind"],
    ["an inner object", "template:\n  apiVersion: v1\n  kind: Pod\n"],
  ])("%s has none", (_, text) => {
    expect(parseManifest(text)).toMatchObject({ objects: [], obstacle: null });
  });
});

describe("values", () => {
  it("are what kubectl makes of them", () => {
    const text = istio(
      "spec: { a: yes, b: off, c: y, d: 'no', e: ~, f: 0x1F, g: 010, h: 1_000, i: 1e3, j: 2001-01-01, k: 3s, l: 1:30, m: , o: !!str 1 }\n",
    );
    expect(specOf(text)).toEqual({
      a: true,
      b: false,
      c: true,
      d: "no",
      e: null,
      f: 31,
      g: 8,
      h: 1000,
      i: 1000,
      j: "2001-01-01",
      k: "3s",
      l: "1:30",
      m: null,
      o: "1",
    });
    expect(told(text)).toMatchObject({ "spec.o": "!!str 1", "spec.m": "" });
  });

  it("that JSON would round are marked", () => {
    const fields = objectIn(istio("spec:\n  a: 9007199254740993\n  b: 9007199254740991\n  c: .inf\n  d: 0.1\n")).fields;
    expect(fields.filter(({ exact }) => !exact).map(({ path }) => path.at(-1))).toEqual(["a", "c"]);
  });

  it("have keys that may be quoted, numbers or dangerous", () => {
    const text = istio('spec:\n  "a b": 1\n  __proto__: { polluted: true }\n  1: x\n  on: y1\n  constructor: 2\n');
    expect(told(text)).toMatchObject({ 'spec["a b"]': "1", "spec.__proto__.polluted": "true", 'spec["1"]': "x", "spec.true": "y1" });
    expect(Object.keys(specOf(text) as object)).toEqual(["1", "a b", "__proto__", "true", "constructor"]);
    expect(Object.hasOwn({}, "polluted") || "polluted" in {}).toBe(false);
    expect(objectIn(istio("spec:\n  ? [a]\n  : 1\n  1.5: 2\n  b: 3\n"))).toMatchObject({ partial: true, value: { spec: { b: 3 } } });
  });

  it("of a key that stands twice are the last, but not sure", () => {
    const text = istio("spec:\n  a: 1\n  b: 2\n  a: 3\n");
    expect(objectIn(text)).toMatchObject({ value: { spec: { a: 3, b: 2 } }, partial: true });
    expect(Object.keys(told(text))).not.toContain("spec.a");
  });

  it("may be blocks of text", () => {
    const text = istio("spec:\n  lua: | # code\n    if x then {{}}\n\n      y\n  folded: >-\n    a\n    b\n  keep: |+\n    c\n\n");
    expect(specOf(text)).toEqual({ lua: "if x then {{}}\n\n  y\n", folded: "a b", keep: "c\n\n" });
    expect(told(text)["spec.folded"]).toBe(">-\n    a\n    b");
  });

  it("without a text stand behind their key", () => {
    const text = istio("spec:\n  a:\n  b: # nothing\n  c: {d, e: }\n  f:\n  - \n  -\n");
    expect(specOf(text)).toEqual({ a: null, b: null, c: { d: null, e: null }, f: [null, null] });
    const at = objectIn(text).fields.filter(({ leaf, valueSpan }) => leaf && valueSpan.start === valueSpan.end);
    expect(at.map(({ valueSpan }) => text.slice(0, valueSpan.start).split("\n").at(-1))).toEqual([
      "  a:",
      "  b: ",
      "  c: {d",
      "  c: {d, e: ",
      "  - ",
      "  -",
    ]);
  });
});

describe("anchors, aliases and merge keys", () => {
  it("are resolved; a value stands where its alias does", () => {
    const text = istio("spec:\n  a: &a { x: 1, z: [2] }\n  b: *a\n  c: &c 5\n  d: *c\n");
    expect(specOf(text)).toEqual({ a: { x: 1, z: [2] }, b: { x: 1, z: [2] }, c: 5, d: 5 });
    const { fields } = objectIn(text);
    const shown = fields
      .filter(({ path }) => path[1] === "b" || path[1] === "d")
      .map(({ path, keySpan, valueSpan, inherited }) => [formatPath(path), slice(text, keySpan), slice(text, valueSpan), inherited]);
    expect(shown).toEqual([
      ["spec.b", "b", "*a", false],
      ["spec.b.x", null, "*a", true],
      ["spec.b.z", null, "*a", true],
      ["spec.b.z[0]", null, "*a", true],
      ["spec.d", "d", "*c", false],
    ]);
  });

  it("merge where they stand, as in kubectl; what tools see in two ways is not sure", () => {
    const text = istio(
      'spec:\n  a: &a { x: 1, z: 1 }\n  b: &b { x: 2, w: 2 }\n  c:\n    <<: [*a, *b]\n    z: 3\n  d:\n    x: 4\n    <<: *a\n  e: { <<: { x: 5 }, "<<": 6 }\n',
    );
    expect(specOf(text)).toMatchObject({ c: { x: 1, z: 3, w: 2 }, d: { x: 1, z: 1 }, e: { x: 5, "<<": 6 } });
    const fields = told(text);
    expect(fields).toMatchObject({ "spec.c.x": "*a", "spec.c.w": "*b", "spec.c.z": "3", "spec.d.z": "*a", "spec.e.x": "5" });
    expect(Object.keys(fields)).not.toContain("spec.d.x");
    expect(objectIn(text).fields.find(({ path }) => formatPath(path) === "spec.c.x")).toMatchObject({ inherited: true, keySpan: null });
  });

  it("of nothing, of themselves or of too much end", () => {
    expect(objectIn(istio("spec:\n  a: *nothing\n  b: 1\n"))).toMatchObject({ partial: true, value: { spec: { b: 1 } } });
    expect(objectIn(istio("spec:\n  a: &a [1, *a]\n"))).toMatchObject({ partial: true, value: { spec: { a: [1, null] } } });
    expect(objectIn(istio("spec:\n  a: &a { b: { <<: *a, c: 1 } }\n"))).toMatchObject({
      partial: true,
      value: { spec: { a: { b: { c: 1 } } } },
    });
    const bomb = Array.from(
      { length: 9 },
      (_, level) => `  a${level + 1}: &a${level + 1} [${Array(9).fill(`*a${level}`).join(", ")}]\n`,
    ).join("");
    expect(parseManifest(istio(`spec:\n  a0: &a0 [x]\n${bomb}`)).obstacle).toBe("too-large");
    const merges = Array.from({ length: 40 }, (_, level) => `  a${level + 1}: &a${level + 1} { <<: [*a${level}, *a${level}] }\n`).join("");
    expect(parseManifest(istio(`spec:\n  a0: &a0 { x: 1 }\n${merges}`)).obstacle).toBe("too-large");
  });
});

describe("names", () => {
  const named = (metadata: string, kind = "VirtualService"): ManifestObject =>
    objectIn(`apiVersion: networking.istio.io/v1\nkind: ${kind}\nmetadata:\n${metadata}spec: {}\n`);

  it.each([
    ["  generateName: a-\n", "generate-name"],
    ["  namespace: a\n", "no-name"],
    ["  name:\n", "no-name"],
    ["  name: 12\n", "not-a-name"],
    ["  name: Reviews\n", "not-a-name"],
    ["  name: a\n  namespace: a.b\n", "not-a-name"],
    ["  name: ${NAME}\n", "template"],
    ["  name: a-$(NAME)\n", "template"],
    ["  name: '{{ .Values.name }}'\n", "template"],
    ["  name: a{{ .Values.name }}\n", "template"],
    ["  name: <name>\n", "template"],
    ["  name: a\n  namespace: __NAMESPACE__\n", "template"],
  ])("%j cannot be known: %s", (metadata, kind) => {
    expect(named(metadata).unnamed?.kind).toBe(kind);
  });

  it("of other kinds may be what paths may be", () => {
    expect(objectIn("apiVersion: rbac.authorization.k8s.io/v1\nkind: Role\nmetadata: {name: 'system:node'}\n").unnamed).toBeNull();
  });
});

describe("kustomize", () => {
  const kustomization = {
    path: "/shop/kustomization.yaml",
    role: "resource",
    namespace: null,
    renames: false,
    target: null,
    overlaid: null,
  } as const;
  const text = virtualService("reviews");
  const bare = text.replace("  namespace: bookinfo\n", "");
  const read = (text: string, over: object): ManifestObject =>
    parseManifest(text, { helmTemplates: false, kustomization: { ...kustomization, ...over } }).objects[0] as ManifestObject;

  it("says which namespace an object goes to", () => {
    expect(read(text, {})).toMatchObject({ unnamed: null, targetNamespace: "bookinfo", partial: false });
    expect(read(text, { namespace: "shop" })).toMatchObject({ unnamed: null, namespace: "bookinfo", targetNamespace: "shop" });
    expect(read(bare, { namespace: "shop" })).toMatchObject({ unnamed: null, namespace: null, targetNamespace: "shop" });
    expect(read(bare, {}).unnamed).toEqual({ kind: "kustomize-namespace", kustomization: "/shop/kustomization.yaml" });
  });

  it("renames objects, here or in an overlay", () => {
    expect(read(text, { renames: true }).unnamed?.kind).toBe("kustomize-name");
    expect(read(text, { overlaid: { path: "/prod", renames: false } }).unnamed).toEqual({
      kind: "kustomize-namespace",
      kustomization: "/prod",
    });
    expect(read(text, { overlaid: { path: "/prod", renames: true } }).unnamed).toEqual({ kind: "kustomize-name", kustomization: "/prod" });
  });

  it("applies patches, which leave things out, by their name or by a target", () => {
    expect(read(text, { role: "patch" })).toMatchObject({ partial: true, unnamed: null });
    expect(read(text, { role: "patch", target: { kind: "VirtualService", name: "reviews" } }).unnamed).toBeNull();
    expect(read(text, { role: "patch", target: { kind: "Gateway", name: "reviews" } }).unnamed?.kind).toBe("kustomize-target");
    expect(read(text, { role: "patch", target: { kind: "VirtualService", name: null } }).unnamed?.kind).toBe("kustomize-target");
  });
});

describe("what nothing can be said of", () => {
  it.each([
    ["helm-template", `{{- if .Values.on }}\n${virtualService("a")}{{- end }}\n`],
    ["helm-template", virtualService("a").replace("name: a", "name: {{ .Release.Name }}-a")],
    ["helm-template", `${virtualService("a")}---\n${virtualService("b")}    {{- toYaml .Values.http | nindent 4 }}\n`],
    ["helm-template", `{% if on %}\n${virtualService("a")}{% endif %}\n`],
    ["not-yaml", `${virtualService("a")}\0`],
    ["not-yaml", "\x1b[31mapiVersion kind"],
    ["too-deep", istio(`spec: ${"[".repeat(200)}`)],
    ["too-deep", istio(`spec: ${"{a: ".repeat(101)}${"}".repeat(101)}`)],
    ["too-deep", istio(`spec:\n  ${"- ".repeat(200)}a\n`)],
    ["too-deep", istio(`spec:\n${Array.from({ length: 120 }, (_, depth) => `${" ".repeat(depth + 1)}k:\n`).join("")}`)],
    ["too-large", virtualService("a").padEnd((2 << 20) + 1)],
    ["too-large", "---\n".repeat(5_001)],
  ] as const)("%s", (obstacle, text) => {
    expect(parseManifest(text)).toEqual({ objects: [], obstacle, comments: [] });
  });

  it("is not a template in quotes, in a text, or in a comment", () => {
    expect(specOf(istio("# {{ x }}\nspec:\n  a: '{{ x }}'\n  b: \"{% x %}\"\n  c: x {{ y }}\n  d: |\n    {{ z }}\n"))).toMatchObject({
      a: "{{ x }}",
      c: "x {{ y }}",
      d: "{{ z }}\n",
    });
  });

  it("is everything in a chart's templates", () => {
    expect(parseManifest(virtualService("a"), { helmTemplates: true, kustomization: null }).obstacle).toBe("helm-template");
  });
});

describe("a document that is being typed", () => {
  const typed = (line: string, at: string): { text: string; object: ManifestObject } => {
    const text = virtualService("reviews").replace(at, `${at}\n${line}`);
    return { text, object: objectIn(text) };
  };

  it("loses what is broken and keeps the rest, each value at its path", () => {
    const { text, object } = typed('          mirror: "', "            subset: v2");
    expect(object).toMatchObject({ partial: true, name: "reviews", unnamed: null });
    const fields = told(text, object);
    expect(fields).toMatchObject({
      "spec.http[0].route[0].weight": "100",
      "spec.http[0].timeout": "3s",
      "spec.http[1].route[1].weight": "10",
    });
    expect(Object.keys(fields)).not.toContain("spec.http[0].route[0].mirror");
  });

  it("does not spoil the documents around it", () => {
    const text = `${virtualService("a")}---\n${istio('spec:\n  hosts: [a, "b\n')}---\n${virtualService("c")}`;
    const { objects } = parseManifest(text);
    expect(objects.map(({ name, partial }) => [name, partial])).toEqual([
      ["a", false],
      ["reviews", true],
      ["c", false],
    ]);
    expect(told(text, objects[2])).toMatchObject({ "spec.http[1].route[1].weight": "10" });
  });

  it("loses a block that a line is in without standing in its column", () => {
    const { text, object } = typed("         wei: 1", "            subset: v2");
    expect(Object.keys(told(text, object))).not.toContain("spec.http[0].route[0].destination.host");
    expect(told(text, object)).toMatchObject({ "spec.http[0].timeout": "3s" });
  });
});

describe("the versions of a file", () => {
  it("give what each gives by itself", () => {
    const parse = manifestParser();
    const files = [
      virtualService("a"),
      `# c\n${virtualService("a")}---\n${virtualService("b")}`,
      `${virtualService("b")}---\n${virtualService("a")}`,
      "",
      `{{ x }}`,
    ];
    for (const text of [...files, ...files]) expect(parse(text)).toEqual(parseManifest(text));
  });
});
