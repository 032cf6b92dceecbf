import { describe, expect, it } from "vitest";
import type { JsonObject, JsonValue } from "../../model/json.ts";
import { diffObjects } from "./diff-objects.ts";

type Told = string;

/** `op path <- fromPath before -> after`: a change in one line; a whole object or list as `…`. */
const told = (before: JsonObject | null, after: JsonObject | null, resource = "virtualservices", group = "networking.istio.io"): Told[] =>
  diffObjects(before, after, group, resource).map((change) => {
    const short = (value: JsonValue): string => (typeof value === "object" && value !== null ? "…" : JSON.stringify(value));
    const path = change.fromPath === null ? change.path : `${change.path} <- ${change.fromPath}`;
    if (change.op === "moved") return `moved ${path}`;
    return `${change.op} ${path}: ${short(change.before)} -> ${short(change.after)}`;
  });

const keys = (before: JsonObject, after: JsonObject, resource = "virtualservices", group = "networking.istio.io"): string[] =>
  diffObjects(before, after, group, resource).map((change) => change.key);

const to = (host: string, subset: string, weight?: number): JsonObject => ({
  destination: { host, subset },
  ...(weight === undefined ? {} : { weight }),
});
const http = (...routes: JsonObject[]): JsonObject => ({ kind: "VirtualService", spec: { hosts: ["reviews"], http: routes } });
const spec = (fields: JsonObject): JsonObject => ({ spec: fields });
const prefix = (text: string): JsonObject[] => [{ uri: { prefix: text } }];

describe("the whole object", () => {
  it("is one change at the root when it comes or goes", () => {
    const object = http();
    expect(diffObjects(null, object, "g", "r")).toEqual([{ path: "", key: "", fromPath: null, op: "added", before: null, after: object }]);
    expect(diffObjects(object, null, "g", "r")).toEqual([
      { path: "", key: "", fromPath: null, op: "removed", before: object, after: null },
    ]);
    expect(diffObjects(null, null, "g", "r")).toEqual([]);
    expect(diffObjects(object, structuredClone(object), "g", "r")).toEqual([]);
  });
});

describe("fields", () => {
  it("are told by path, a subtree that came or went as one", () => {
    const before = {
      metadata: { labels: { "app.kubernetes.io/name": "a", team: "x" } },
      spec: { gone: { deep: 1 }, mode: "STRICT", kept: [1] },
    };
    const after = {
      metadata: { labels: { "app.kubernetes.io/name": "b", team: "x" } },
      spec: { mode: null, kept: [1], came: { deep: [] } },
    };
    expect(told(before, after)).toEqual([
      'changed metadata.labels["app.kubernetes.io/name"]: "a" -> "b"',
      "removed spec.gone: … -> null",
      'changed spec.mode: "STRICT" -> null',
      "added spec.came: null -> …",
    ]);
  });

  it("that change their type are changed, not removed and added", () => {
    expect(told(spec({ a: [1], b: {}, c: 0, d: null }), spec({ a: { b: 1 }, b: [], c: "0", d: {} }))).toEqual([
      "changed spec.a: … -> …",
      "changed spec.b: … -> …",
      'changed spec.c: 0 -> "0"',
      "changed spec.d: null -> …",
    ]);
  });

  it("of any name are fields, never the prototype's", () => {
    const before = JSON.parse('{"constructor": 1, "": 2}') as JsonObject;
    const after = JSON.parse('{"__proto__": {"a": 1}, "": 3, "a.b": 4}') as JsonObject;
    expect(told(before, after)).toEqual([
      "removed constructor: 1 -> null",
      "added __proto__: null -> …",
      'changed [""]: 2 -> 3',
      'added ["a.b"]: null -> 4',
    ]);
  });
});

describe("routes", () => {
  it("with names are told apart by them", () => {
    const before = http({ name: "a", timeout: "1s" }, { name: "b", timeout: "1s" });
    const after = http({ name: "b", timeout: "2s" }, { name: "c", timeout: "1s" });
    expect(told(before, after)).toEqual([
      "removed spec.http[0]: … -> null",
      'changed spec.http[0].timeout: "1s" -> "2s"',
      "added spec.http[1]: null -> …",
    ]);
    expect(keys(before, after)).toEqual(["spec.http[name=a]", "spec.http[name=b].timeout", "spec.http[name=c]"]);
  });

  it("without names are told apart by what they match, else by likeness", () => {
    const changed = told(http({ route: [to("details", "v1")], timeout: "2s" }), http({ route: [to("details", "v1")], timeout: "8s" }));
    expect(changed).toEqual(['changed spec.http[0].timeout: "2s" -> "8s"']);
    const [a, b] = [
      { match: prefix("/a"), route: [to("r", "v1")] },
      { match: prefix("/b"), route: [to("r", "v1")] },
    ];
    expect(told(http(a, b), http(b, { ...a, timeout: "1s" }))).toEqual([
      "moved spec.http[0] <- spec.http[1]",
      'added spec.http[1].timeout: null -> "1s"',
    ]);
    const c = { match: prefix("/c"), route: [to("r", "v1")] };
    expect(told(http(a, b), http(b, c))).toEqual(["removed spec.http[0]: … -> null", "added spec.http[1]: null -> …"]);
  });

  it("that only make room for another one are not mentioned", () => {
    const old = [{ route: [to("r", "v1")] }, { match: prefix("/a"), route: [to("r", "v2")] }];
    expect(told(http(...old), http({ match: prefix("/new"), fault: {} }, ...old))).toEqual(["added spec.http[0]: null -> …"]);
    expect(told(http({ match: prefix("/old") }, ...old), http(...old))).toEqual(["removed spec.http[0]: … -> null"]);
  });

  it("in another order are moved, as few as can be", () => {
    const [a, b, c, d] = [{ match: prefix("/a") }, { match: prefix("/b") }, { match: prefix("/c") }, { match: prefix("/d") }];
    expect(told(http(a, b, c, d), http(d, a, b, c))).toEqual(["moved spec.http[0] <- spec.http[3]"]);
    expect(told(http(a, b, c, d), http(b, c, d, a))).toEqual(["moved spec.http[3] <- spec.http[0]"]);
    expect(told(http(a, b), http(b, a))).toEqual(["moved spec.http[0] <- spec.http[1]"]);
  });

  it("may move and change at once", () => {
    const before = http({ name: "a", timeout: "1s" }, { name: "b", timeout: "1s" });
    const after = http({ name: "b", timeout: "2s" }, { name: "a", timeout: "1s" });
    expect(told(before, after)).toEqual(["moved spec.http[0] <- spec.http[1]", 'changed spec.http[0].timeout: "1s" -> "2s"']);
  });

  it("that share a name are compared by content", () => {
    const twins = [
      { name: "x", timeout: "1s" },
      { name: "x", timeout: "2s" },
    ];
    expect(told(http(...twins), http({ name: "x", timeout: "0s", retries: {} }, ...twins))).toEqual(["added spec.http[0]: null -> …"]);
    expect(keys(http(...twins), http(...twins, { name: "x" }))).toEqual(["spec.http[2]"]);
  });
});

describe("destinations", () => {
  const only = (...route: JsonObject[]): JsonObject => http({ name: "default", route });

  it("are told apart by host, subset and port", () => {
    const [before, after] = [only(to("reviews", "v1")), only(to("reviews", "v1", 90), to("reviews", "v3", 10))];
    expect(told(before, after)).toEqual(["added spec.http[0].route[0].weight: null -> 90", "added spec.http[0].route[1]: null -> …"]);
    expect(keys(before, after)[0]).toBe("spec.http[name=default].route[host=reviews,subset=v1].weight");
  });

  it("that are all replaced are removed and added", () => {
    expect(told(only(to("reviews", "v1", 90), to("reviews", "v2", 10)), only(to("reviews", "v3", 100)))).toEqual([
      "removed spec.http[0].route[0]: … -> null",
      "removed spec.http[0].route[1]: … -> null",
      "added spec.http[0].route[0]: null -> …",
    ]);
  });

  it("are one when there is just one, whatever it points to", () => {
    expect(told(only(to("details", "v1")), only(to("details", "v2")))).toEqual([
      'changed spec.http[0].route[0].destination.subset: "v1" -> "v2"',
    ]);
    expect(told(only({ destination: { host: "a" } }), only({ destination: { host: "b" } }))).toEqual([
      'changed spec.http[0].route[0].destination.host: "a" -> "b"',
    ]);
  });
});

describe("other lists", () => {
  it("of scalars are compared by value; one in place of one is changed", () => {
    expect(told(spec({ hosts: ["a", "b"] }), spec({ hosts: ["new", "a", "b"] }))).toEqual(['added spec.hosts[0]: null -> "new"']);
    expect(told(spec({ hosts: ["a", "b", "c"] }), spec({ hosts: ["a", "*", "c"] }))).toEqual(['changed spec.hosts[1]: "b" -> "*"']);
    expect(told(spec({ hosts: ["a", "b"] }), spec({ hosts: ["c", "d", "e"] }))).toHaveLength(5);
    expect(keys(spec({ hosts: ["a"] }), spec({ hosts: ["a", "*.b.com", "c d"] }))).toEqual(["spec.hosts[=*.b.com]", 'spec.hosts[="c d"]']);
    expect(told(spec({ codes: [1, 1, 2] }), spec({ codes: [1, 2, 1] }))).toEqual(["moved spec.codes[1] <- spec.codes[2]"]);
  });

  it("of authorization rules are compared by likeness, so that opening one is seen", () => {
    const rule = { from: [{ source: { principals: ["cluster.local/ns/a/sa/b"] } }], to: [{ operation: { methods: ["GET"] } }] };
    const policy = ["authorizationpolicies", "security.istio.io"] as const;
    expect(told(spec({ rules: [rule] }), spec({ rules: [{ to: rule.to }] }), ...policy)).toEqual(["removed spec.rules[0].from: … -> null"]);
    expect(told(spec({ rules: [{ from: rule.from }] }), spec({ rules: [{}] }), ...policy)).toEqual([
      "removed spec.rules[0].from: … -> null",
    ]);
    const other = { from: [{ source: { namespaces: ["prod"] } }] };
    expect(told(spec({ rules: [rule, other] }), spec({ rules: [other] }), ...policy)).toEqual(["removed spec.rules[0]: … -> null"]);
  });

  it("of authorization rules in another order are moved only where nearly all of a rule is the same", () => {
    const rule = (namespace: string, ...methods: string[]): JsonObject => ({
      from: [{ source: { namespaces: [namespace] } }],
      to: [{ operation: { methods } }],
    });
    const policy = ["authorizationpolicies", "security.istio.io"] as const;
    const other = rule("prod", "DELETE");
    const old = spec({ rules: [rule("a", "GET", "HEAD", "PUT", "POST"), other] });
    expect(told(old, spec({ rules: [other, rule("a", "GET", "HEAD", "PUT", "PATCH")] }), ...policy)).toEqual([
      "moved spec.rules[0] <- spec.rules[1]",
      'changed spec.rules[1].to[0].operation.methods[3]: "POST" -> "PATCH"',
    ]);
    expect(told(old, spec({ rules: [other, rule("a", "GET", "HEAD")] }), ...policy)).toEqual([
      "removed spec.rules[0]: … -> null",
      "added spec.rules[1]: null -> …",
    ]);
  });

  it("with a name of their own keep it: another name is another entry", () => {
    const subset = (name: string): JsonObject => ({ name, labels: { version: name } });
    const rules = [spec({ subsets: [subset("v1"), subset("v2")] }), spec({ subsets: [subset("v1"), subset("v3")] })] as const;
    expect(told(...rules, "destinationrules")).toEqual(["removed spec.subsets[1]: … -> null", "added spec.subsets[1]: null -> …"]);
    const env = [spec({ env: [{ name: "A", value: "1" }] }), spec({ env: [{ name: "B", value: "1" }] })] as const;
    expect(told(...env, "pods", "")).toEqual(["removed spec.env[0]: … -> null", "added spec.env[0]: null -> …"]);
    const twins = [{ name: "b" }, { name: "b", labels: { x: "1" } }];
    const rest = [
      spec({ subsets: [subset("a"), ...twins] }),
      spec({ subsets: [...twins, { name: "a", trafficPolicy: { tls: {} } }] }),
    ] as const;
    expect(told(...rest, "destinationrules")).toEqual([
      "moved spec.subsets[2] <- spec.subsets[0]",
      "removed spec.subsets[0].labels: … -> null",
      "added spec.subsets[2].trafficPolicy: null -> …",
    ]);
  });

  it.each<[string, string, JsonObject, JsonObject, string]>([
    [
      "servers by port",
      "gateways.networking.istio.io",
      { servers: [] },
      { servers: [{ port: { number: 443, name: "https" } }] },
      "spec.servers[port=443]",
    ],
    [
      "servers on one port by its name",
      "gateways.networking.istio.io",
      { servers: [{ port: { number: 443, name: "a" } }] },
      { servers: [{ port: { number: 443, name: "a" } }, { port: { number: 443, name: "b" } }] },
      "spec.servers[name=b]",
    ],
    [
      "entries' ports by number",
      "serviceentries.networking.istio.io",
      { ports: [] },
      { ports: [{ number: 80, name: "http" }] },
      "spec.ports[number=80]",
    ],
    [
      "endpoints by address",
      "serviceentries.networking.istio.io",
      { endpoints: [] },
      { endpoints: [{ address: "10.0.0.1" }] },
      "spec.endpoints[address=10.0.0.1]",
    ],
    [
      "JWT rules by issuer",
      "requestauthentications.security.istio.io",
      { jwtRules: [] },
      { jwtRules: [{ issuer: "https://a" }] },
      "spec.jwtRules[issuer=https://a]",
    ],
    [
      "listeners by name",
      "gateways.gateway.networking.k8s.io",
      { listeners: [] },
      { listeners: [{ name: "http", port: 80 }] },
      "spec.listeners[name=http]",
    ],
    [
      "parents by name and section",
      "httproutes.gateway.networking.k8s.io",
      { parentRefs: [] },
      { parentRefs: [{ group: "gateway.networking.k8s.io", kind: "Gateway", name: "gw", sectionName: "http" }] },
      "spec.parentRefs[name=gw,sectionName=http]",
    ],
    [
      "backends by name and port",
      "httproutes.gateway.networking.k8s.io",
      { rules: [{ backendRefs: [] }] },
      { rules: [{ backendRefs: [{ name: "reviews", port: 9080 }] }] },
      "spec.rules[0].backendRefs[name=reviews,port=9080]",
    ],
    [
      "container ports by port and protocol",
      "pods.",
      { ports: [] },
      { ports: [{ containerPort: 80, protocol: "TCP" }] },
      "spec.ports[containerPort=80,protocol=TCP]",
    ],
    ["long values by index", "pods.", { env: [] }, { env: [{ name: "x".repeat(254) }] }, "spec.env[0]"],
  ])("have natural keys: %s", (_, kind, before, after, key) => {
    const [resource = "", ...group] = kind.split(".");
    expect(keys(spec(before), spec(after), resource, group.join("."))).toEqual([key]);
  });

  it("of 500 entries take no long search, even when nothing is the same", () => {
    const routes = (text: string) =>
      Array.from({ length: 500 }, (_, index) => ({ [text]: { [text]: `${text}${index}` }, route: [to(`${text}${index}`, "v1")] }));
    expect(told(http(...routes("a")), http(...routes("b")))).toHaveLength(1000);
    const edited = routes("a").map((route) => ({ ...route, timeout: "1s" }));
    expect(told(http(...routes("a")), http(...edited))).toHaveLength(500);
  });
});
