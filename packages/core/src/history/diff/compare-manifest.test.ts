import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { gunzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { isMesh } from "../../kinds/kinds.ts";
import type { AuditEvent } from "../../model/audit-event.ts";
import { isObject, textAt, type JsonObject, type JsonValue } from "../../model/json.ts";
import { compareManifest } from "./compare-manifest.ts";

const virtualService = { group: "networking.istio.io", resource: "virtualservices" };
const policy = { group: "security.istio.io", resource: "authorizationpolicies" };
const httpRoute = { group: "gateway.networking.k8s.io", resource: "httproutes" };
const gateway = { group: "gateway.networking.k8s.io", resource: "gateways" };

/** Each field and each part that is only there in one line. */
const told = (manifest: JsonObject, audited: JsonObject, kind = virtualService): string[] => {
  const short = (value: JsonValue): string => (typeof value === "object" && value !== null ? "…" : JSON.stringify(value));
  const { fields, onlyThere } = compareManifest(manifest, audited, kind);
  return [
    ...fields.map(({ path, audited: at, state, here, there }) => {
      if (state === "only-here") return `only here ${path}: ${short(here)}`;
      const place = at === null ? `${path} <- ?` : at === path ? path : `${path} <- ${at}`;
      return state === "same" ? `same ${place}` : `differs ${place}: ${short(there)} -> ${short(here)}`;
    }),
    ...onlyThere.map(({ path, within }) => `only there ${path} in ${within || "the object"}`),
  ];
};

const spec = (fields: JsonObject): JsonObject => ({ spec: fields });
const http = (...routes: JsonObject[]): JsonObject => spec({ http: routes });
const to = (host: string, weight?: number): JsonObject => ({ destination: { host }, ...(weight === undefined ? {} : { weight }) });
const prefix = (text: string): JsonObject[] => [{ uri: { prefix: text } }];

describe("a manifest's lists and the audited ones", () => {
  it("pair by natural keys: a route inserted first moves all others, and each keeps its partner", () => {
    const old = [
      { name: "a", route: [to("r", 30)] },
      { match: prefix("/b"), route: [to("r", 70)] },
    ];
    expect(told(http({ name: "new", route: [to("r", 30)] }, ...old), http(...old))).toEqual([
      'only here spec.http[0].name: "new"',
      'only here spec.http[0].route[0].destination.host: "r"',
      "only here spec.http[0].route[0].weight: 30",
      "same spec.http[1].name <- spec.http[0].name",
      "same spec.http[1].route[0].destination.host <- spec.http[0].route[0].destination.host",
      "same spec.http[1].route[0].weight <- spec.http[0].route[0].weight",
      "same spec.http[2].match[0].uri.prefix <- spec.http[1].match[0].uri.prefix",
      "same spec.http[2].route[0].destination.host <- spec.http[1].route[0].destination.host",
      "same spec.http[2].route[0].weight <- spec.http[1].route[0].weight",
    ]);
  });

  it("show both values where the entry is the same one, and its own places", () => {
    const { fields } = compareManifest(
      http({ name: "new" }, { name: "a", timeout: "3s" }),
      http({ name: "a", timeout: "10s" }),
      virtualService,
    );
    expect(fields.at(-1)).toEqual({
      path: "spec.http[1].timeout",
      audited: "spec.http[0].timeout",
      key: "spec.http[name=a].timeout",
      state: "differs",
      here: "3s",
      there: "10s",
    });
  });

  it("pair routes by what they match where not all have names, and the only one without either", () => {
    const audited = http({ match: prefix("/a"), timeout: "1s" }, { timeout: "2s" });
    expect(
      told(http({ match: prefix("/new"), timeout: "2s" }, { match: prefix("/a"), timeout: "9s" }, { timeout: "2s" }), audited),
    ).toEqual([
      'only here spec.http[0].match[0].uri.prefix: "/new"',
      'only here spec.http[0].timeout: "2s"',
      "same spec.http[1].match[0].uri.prefix <- spec.http[0].match[0].uri.prefix",
      'differs spec.http[1].timeout <- spec.http[0].timeout: "1s" -> "9s"',
      "same spec.http[2].timeout <- spec.http[1].timeout",
    ]);
  });

  it("do not pair by likeness: another match in a list of several, or another name, is another route", () => {
    const [a, b] = [
      { match: prefix("/a"), route: [to("r")] },
      { match: prefix("/b"), route: [to("r")] },
    ];
    expect(told(http(a, { ...b, match: prefix("/c") }), http(a, b)).slice(2)).toEqual([
      'only here spec.http[1].match[0].uri.prefix: "/c"',
      'only here spec.http[1].route[0].destination.host: "r"',
      "only there spec.http[1] in spec.http",
    ]);
    expect(told(http({ name: "a", timeout: "1s" }), http({ name: "b", timeout: "1s" }))).toEqual([
      'only here spec.http[0].name: "a"',
      'only here spec.http[0].timeout: "1s"',
      "only there spec.http[0] in spec.http",
    ]);
  });

  it("pair the only entries of both, whatever differs but a name", () => {
    expect(told(http({ match: prefix("/a"), timeout: "1s" }), http({ match: prefix("/b"), timeout: "1s" }))).toEqual([
      'differs spec.http[0].match[0].uri.prefix: "/b" -> "/a"',
      "same spec.http[0].timeout",
    ]);
  });

  it("leave destinations of one host apart that cannot be told apart, but for equal ones and one edited in place", () => {
    const routes = (...weights: number[]): JsonObject => http({ route: weights.map((weight) => to("r", weight)) });
    expect(told(routes(70, 30), routes(30, 70))).toEqual([
      "same spec.http[0].route[0].destination.host <- spec.http[0].route[1].destination.host",
      "same spec.http[0].route[0].weight <- spec.http[0].route[1].weight",
      "same spec.http[0].route[1].destination.host <- spec.http[0].route[0].destination.host",
      "same spec.http[0].route[1].weight <- spec.http[0].route[0].weight",
    ]);
    expect(told(routes(40, 60), routes(30, 70))).toEqual([
      'only here spec.http[0].route[0].destination.host: "r"',
      "only here spec.http[0].route[0].weight: 40",
      'only here spec.http[0].route[1].destination.host: "r"',
      "only here spec.http[0].route[1].weight: 60",
      "only there spec.http[0].route[0] in spec.http[0].route",
      "only there spec.http[0].route[1] in spec.http[0].route",
    ]);
    expect(told(routes(30, 60), routes(30, 70)).slice(2)).toEqual([
      "same spec.http[0].route[1].destination.host",
      "differs spec.http[0].route[1].weight: 70 -> 60",
    ]);
    // Between others that changed places it may as well be a new one.
    expect(told(routes(70, 60), routes(30, 70)).slice(2)).toEqual([
      'only here spec.http[0].route[1].destination.host: "r"',
      "only here spec.http[0].route[1].weight: 60",
      "only there spec.http[0].route[0] in spec.http[0].route",
    ]);
  });

  it("name nobody's place for one of several equal entries, unless both have as many", () => {
    expect(told(spec({ hosts: ["a"] }), spec({ hosts: ["a", "a"] }))).toEqual([
      "same spec.hosts[0] <- ?",
      "only there spec.hosts[1] in spec.hosts",
    ]);
    expect(told(spec({ hosts: ["a", "a"] }), spec({ hosts: ["a", "a"] }))).toEqual(["same spec.hosts[0]", "same spec.hosts[1]"]);
  });

  it("pair the one unnamed rule that was edited among others that were not", () => {
    const rule = (...paths: string[]): JsonObject => ({ to: [{ operation: { methods: ["GET"], paths } }] });
    expect(
      told(spec({ rules: [rule("/a"), rule("/x"), rule("/c")] }), spec({ rules: [rule("/a"), rule("/b"), rule("/c")] }), policy),
    ).toEqual([
      "same spec.rules[0].to[0].operation.methods[0]",
      "same spec.rules[0].to[0].operation.paths[0]",
      "same spec.rules[1].to[0].operation.methods[0]",
      'differs spec.rules[1].to[0].operation.paths[0]: "/b" -> "/x"',
      "same spec.rules[2].to[0].operation.methods[0]",
      "same spec.rules[2].to[0].operation.paths[0]",
    ]);
  });
});

describe("what takes no part", () => {
  it("is what the server or tools set: status, server-set metadata, last-applied, labels and the namespace of the state alone", () => {
    const manifest = { apiVersion: "networking.istio.io/v1beta1", kind: "VirtualService", metadata: { name: "r", labels: { team: "a" } } };
    const audited = {
      apiVersion: "networking.istio.io/v1",
      kind: "VirtualService",
      metadata: {
        name: "r",
        namespace: "bookinfo",
        uid: "1",
        managedFields: [{}],
        annotations: { "kubectl.kubernetes.io/last-applied-configuration": "{}", "argocd.argoproj.io/tracking-id": "x" },
        labels: { team: "b", "app.kubernetes.io/instance": "x" },
        finalizers: ["x"],
        ownerReferences: [{ uid: "1" }],
      },
      status: { observedGeneration: 1 },
    };
    expect(told(manifest, audited)).toEqual([
      "same apiVersion",
      "same kind",
      "same metadata.name",
      'differs metadata.labels.team: "b" -> "a"',
    ]);
  });

  it("is a null, or metadata that is empty", () => {
    const manifest = { metadata: { name: "a", creationTimestamp: null, labels: {} }, spec: { gateways: null, hosts: ["a"] } };
    expect(told(manifest, { metadata: { name: "a" }, spec: { hosts: ["a"] } })).toEqual(["same metadata.name", "same spec.hosts[0]"]);
  });

  it("is the identity that a list's entry or a request's body leaves out, in a place that is not there", () => {
    const manifest = { apiVersion: "networking.istio.io/v1", kind: "VirtualService", metadata: { name: "a", namespace: "b" } };
    expect(told(manifest, { metadata: {} })).toEqual([
      "same apiVersion <- ?",
      "same kind <- ?",
      "same metadata.name <- ?",
      "same metadata.namespace <- ?",
    ]);
  });
});

describe("values", () => {
  it("that are equal numbers are the same, but for integers that were rounded on reading", () => {
    expect(told(JSON.parse('{"spec":{"a":50.0,"b":9007199254740993}}'), JSON.parse('{"spec":{"a":50,"b":9007199254740992}}'))).toEqual([
      "same spec.a",
      "differs spec.b: 9007199254740992 -> 9007199254740992",
    ]);
  });

  it("of another type are told on either side; an empty list or object is a value of its own", () => {
    expect(told(spec({ a: { b: 1 }, c: [], d: 1 }), spec({ a: "x", c: ["y"], d: { e: 1 } }))).toEqual([
      "only here spec.a.b: 1",
      "differs spec.c: … -> …",
      "differs spec.d: … -> 1",
      "only there spec.a in spec",
    ]);
  });

  it("of fields and entries that only the state has are told whole, with where the file would have them", () => {
    const { onlyThere } = compareManifest(
      http({ name: "new" }, { name: "a" }),
      spec({ hosts: ["h"], http: [{ name: "a", retries: { attempts: 3 } }] }),
      virtualService,
    );
    expect(onlyThere).toEqual([
      { path: "spec.hosts", key: "spec.hosts", value: ["h"], within: "spec" },
      { path: "spec.http[0].retries", key: "spec.http[name=a].retries", value: { attempts: 3 }, within: "spec.http[1]" },
    ]);
  });

  it("of any name are fields, never the prototype's", () => {
    const hostile = JSON.parse('{"spec":{"__proto__":{"a":1},"constructor":2}}') as JsonObject;
    expect(told(hostile, spec({}))).toEqual(["only here spec.__proto__.a: 1", "only here spec.constructor: 2"]);
    expect(told(hostile, hostile)).toEqual(["same spec.__proto__.a", "same spec.constructor"]);
    expect(told(spec({}), hostile)).toEqual(["differs spec: … -> …"]);
  });
});

describe("the Gateway API's defaults", () => {
  const written = spec({
    parentRefs: [{ name: "gw" }],
    rules: [{ backendRefs: [{ name: "books", port: 9080 }] }],
  });
  const stored = (weight: number, path: string): JsonObject =>
    spec({
      parentRefs: [{ group: "gateway.networking.k8s.io", kind: "Gateway", name: "gw" }],
      rules: [
        {
          backendRefs: [{ group: "", kind: "Service", name: "books", port: 9080, weight }],
          matches: [{ path: { type: "PathPrefix", value: path } }],
        },
      ],
    });
  const same = ["same spec.parentRefs[0].name", "same spec.rules[0].backendRefs[0].name", "same spec.rules[0].backendRefs[0].port"];

  it("are no difference where the file leaves them out, other values are", () => {
    expect(told(written, stored(1, "/"), httpRoute)).toEqual(same);
    expect(told(written, stored(5, "/a"), httpRoute)).toEqual([
      ...same,
      "only there spec.rules[0].matches in spec.rules[0]",
      "only there spec.rules[0].backendRefs[0].weight in spec.rules[0].backendRefs[0]",
    ]);
  });

  it("are the same where the file has them and the state, rebuilt from a request, has not: with no place there", () => {
    expect(told(stored(1, "/"), written, httpRoute).filter((line) => line.includes("?"))).toEqual([
      "same spec.parentRefs[0].group <- ?",
      "same spec.parentRefs[0].kind <- ?",
      "same spec.rules[0].backendRefs[0].group <- ?",
      "same spec.rules[0].backendRefs[0].kind <- ?",
      "same spec.rules[0].backendRefs[0].weight <- ?",
      "same spec.rules[0].matches[0].path.type <- ?",
      "same spec.rules[0].matches[0].path.value <- ?",
    ]);
  });

  it("count when rules are told apart by what they match", () => {
    const rule = (path: JsonObject, name: string): JsonObject => ({ matches: [{ path }], backendRefs: [{ name }] });
    const audited = spec({ rules: [rule({ type: "PathPrefix", value: "/a" }, "a"), rule({ type: "Exact", value: "/a" }, "b")] });
    const manifest = spec({ rules: [rule({ type: "Exact", value: "/a" }, "c"), rule({ value: "/a" }, "a")] });
    expect(told(manifest, audited, httpRoute).filter((line) => line.includes("backendRefs"))).toEqual([
      'differs spec.rules[0].backendRefs[0].name <- spec.rules[1].backendRefs[0].name: "b" -> "c"',
      "same spec.rules[1].backendRefs[0].name <- spec.rules[0].backendRefs[0].name",
    ]);
  });

  it("are known for listeners", () => {
    const listener = { name: "https", port: 443, protocol: "HTTPS", tls: { certificateRefs: [{ name: "cert" }] } };
    const tls = { mode: "Terminate", certificateRefs: [{ group: "", kind: "Secret", name: "cert" }] };
    const audited = (from: string): JsonObject => spec({ listeners: [{ ...listener, tls, allowedRoutes: { namespaces: { from } } }] });
    const states = (from: string): string[] =>
      told(spec({ listeners: [listener] }), audited(from), gateway).filter((line) => !line.startsWith("same"));
    expect(states("Same")).toEqual([]);
    expect(states("All")).toEqual(["only there spec.listeners[0].allowedRoutes in spec.listeners[0]"]);
  });
});

describe("a manifest that was just applied", () => {
  const lines = gunzipSync(readFileSync(fileURLToPath(new URL("../../../../../test/scenarios/bookshop/audit.log.gz", import.meta.url))))
    .toString("utf8")
    .trim()
    .split("\n");
  const applied = lines.flatMap((line) => {
    const { stage, objectRef, responseObject } = JSON.parse(line) as AuditEvent;
    const manifest = textAt(responseObject, "metadata", "annotations", "kubectl.kubernetes.io/last-applied-configuration");
    const group = objectRef?.apiGroup ?? "";
    if (stage !== "ResponseComplete" || manifest === null || !isMesh({ group }) || !isObject(responseObject)) return [];
    const { verb, requestURI } = JSON.parse(line) as AuditEvent;
    const byApply = (verb === "create" || verb === "patch") && requestURI.includes("kubectl-client-side-apply");
    return byApply
      ? [{ manifest: JSON.parse(manifest) as JsonObject, state: responseObject, group, resource: objectRef?.resource ?? "" }]
      : [];
  });

  it("is what the API server made of it, in every field of every kind", () => {
    expect(new Set(applied.map(({ resource }) => resource)).size).toBeGreaterThan(5);
    for (const { manifest, state, group, resource } of applied) {
      const { fields, onlyThere } = compareManifest(manifest, state, { group, resource });
      expect(fields.filter((one) => one.state !== "same" || one.audited !== one.path)).toEqual([]);
      expect(onlyThere).toEqual([]);
    }
  });
});
