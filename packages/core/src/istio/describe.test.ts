import { describe as suite, expect, it } from "vitest";
import type { JsonObject } from "../model/json.ts";
import { meshChange, type Side } from "../testing/mesh-change.ts";
import { describe } from "./describe.ts";

const said = (kind: string, before: Side, after: Side): string => describe(meshChange(kind, before, after)).summary;
type Row = readonly [before: Side, after: Side, expected: string];

const destination = (subset: string, weight?: number): JsonObject => ({
  destination: { host: "reviews", subset },
  ...(weight === undefined ? {} : { weight }),
});
const route = (name: string, more: JsonObject = {}): JsonObject => ({ name, route: [destination("v1")], ...more });
const http = (...routes: JsonObject[]): JsonObject => ({ http: routes });
const weights = (v1: number, v3: number): JsonObject => http({ name: "default", route: [destination("v1", v1), destination("v3", v3)] });
const canary = route("canary", { match: [{ headers: { beta: { exact: "1" } } }] });

suite("a VirtualService's change", () => {
  it.each<Row>([
    [weights(90, 10), weights(70, 30), "reviews v1 90 -> 70 %, v3 10 -> 30 %"],
    [
      http({ route: [destination("v1")] }),
      http({ route: [destination("v1", 90), destination("v3", 10)] }),
      "reviews v1 100 -> 90 %, v3 0 -> 10 %",
    ],
    [weights(1, 1), weights(2, 1), "reviews v1 50 -> 66.7 %, v3 50 -> 33.3 %"],
    [http({ route: [destination("v1")] }), http({ route: [destination("v2")] }), "reviews v1 -> v2"],
    [http({ route: [destination("v1")] }), http({ route: [{ destination: { host: "ratings" } }] }), "reviews v1 -> ratings"],
    [http({ route: [destination("v1")] }), http({ route: [destination("v1", 100)] }), "http[0].route[0].weight set to 100"],
    [http(route("a"), canary), http(route("a"), { ...canary, route: [destination("v3")] }), "route canary: reviews v1 -> v3"],
    [http(route("default")), http(route("default", { timeout: "3s" })), "timeout of route default set to 3s"],
    [http(route("default", { timeout: "3s" })), http(route("default", { timeout: "10s" })), "timeout of route default 3s -> 10s"],
    [http(route("default", { timeout: "3s" })), http(route("default")), "timeout of route default removed (was 3s)"],
    [http({ route: [destination("v1")] }), http({ route: [destination("v1")], timeout: "3s" }), "timeout set to 3s"],
    [
      http({ match: [{ uri: { prefix: "/a" } }] }, { timeout: "1s" }),
      http({ match: [{ uri: { prefix: "/a" } }] }, { timeout: "2s" }),
      "timeout of http[1] 1s -> 2s",
    ],
    [
      http(route("default")),
      http(route("default", { retries: { attempts: 5, perTryTimeout: "1s" } })),
      "retries of route default set to attempts=5, perTryTimeout=1s",
    ],
    [
      http(route("default", { retries: { attempts: 3 } })),
      http(route("default", { retries: { attempts: 5 } })),
      "retries.attempts of route default 3 -> 5",
    ],
    [http(route("default")), http(canary, route("default")), "route canary added before default"],
    [http(route("default")), http(route("default"), canary), "route canary added"],
    [
      http({ route: [destination("v1")] }),
      http({ match: [{ port: 80 }], route: [destination("v2")] }, { route: [destination("v1")] }),
      "http[0] added before http[1], to reviews v2",
    ],
    [http(canary, route("default")), http(route("default")), "route canary removed"],
    [http(canary, route("a"), route("b")), http(route("a"), route("b"), canary), "route canary moved to the end"],
    [http(route("a"), route("b"), canary), http(canary, route("a"), route("b")), "route canary moved before a"],
    [
      http(route("default")),
      http(route("default", { fault: { abort: { httpStatus: 500, percentage: { value: 10 } } } })),
      "fault injected of route default: abort 500 for 10 %",
    ],
    [
      http(route("default", { fault: { delay: { fixedDelay: "5s" } } })),
      http(route("default")),
      "fault removed of route default (was delay 5s for 100 %)",
    ],
    [
      http(route("default")),
      http(route("default", { mirror: { host: "reviews", subset: "v2" } })),
      "mirror to reviews v2 of route default added",
    ],
    [
      http(canary),
      http({ ...canary, match: [{ uri: { prefix: "/b" }, method: { exact: "GET" } }] }),
      "match of route canary header beta: 1 -> /b*, method GET",
    ],
    [{ hosts: ["reviews", "x"] }, { hosts: ["reviews", "y"] }, "host y added; host x removed"],
    [{ gateways: ["mesh"] }, { gateways: ["mesh", "edge"] }, "gateway edge added"],
    [http(route("default")), http(route("default", { corsPolicy: { maxAge: "1h" } })), "CORS of route default set to maxAge=1h"],
    [http(route("default")), http(route("default", { unheard: { of: 1 } })), "http[0].unheard set to of=1"],
    [http(canary, route("default", { unheard: 1 })), http(route("default")), "http[1].unheard removed (was 1); route canary removed"],
    [{ hosts: ["a"], ...weights(90, 10) }, { hosts: ["a"], ...weights(90, 10), unheard: 1 }, "unheard set to 1"],
    [null, { hosts: ["reviews"], ...http({ route: [destination("v1")] }) }, "created: host reviews, 1 route to reviews v1"],
    [null, { hosts: ["a", "b"], ...weights(90, 10) }, "created: hosts a, b, 1 route to reviews v1 90 %, v3 10 %"],
    ["unknown", { hosts: ["reviews"], ...weights(90, 10) }, "now: host reviews, 1 route to reviews v1 90 %, v3 10 %"],
    [null, "unknown", "created (contents not logged)"],
    ["unknown", "unknown", "updated (contents not logged)"],
    [{ hosts: ["reviews"] }, null, "deleted"],
    ["unknown", null, "deleted"],
  ])("%#: %j", (before, after, expected) => expect(said("VirtualService", before, after)).toBe(expected));
});

suite("a change of another kind", () => {
  const principals = ["cluster.local/ns/bookinfo/sa/productpage"];
  const get = { to: [{ operation: { methods: ["GET"] } }] };
  it.each<readonly [kind: string, ...Row]>([
    ["PeerAuthentication", { mtls: { mode: "STRICT" } }, { mtls: { mode: "PERMISSIVE" } }, "mTLS STRICT -> PERMISSIVE"],
    ["PeerAuthentication", {}, { portLevelMtls: { "80": { mode: "DISABLE" } } }, "mTLS of port 80 set to DISABLE"],
    ["PeerAuthentication", null, { mtls: { mode: "STRICT" }, selector: { matchLabels: { app: "a" } } }, "created: mTLS STRICT, for app=a"],
    [
      "AuthorizationPolicy",
      { rules: [{ from: [{ source: { principals } }], ...get }] },
      { rules: [get] },
      "sources bookinfo/productpage -> anyone",
    ],
    ["AuthorizationPolicy", { rules: [get] }, { rules: [get, {}] }, "rule added: anything from anyone"],
    ["AuthorizationPolicy", { action: "ALLOW" }, { action: "DENY" }, "action ALLOW -> DENY"],
    [
      "AuthorizationPolicy",
      null,
      { rules: [{ from: [{ source: { principals } }], ...get }] },
      "created: ALLOW GET from bookinfo/productpage",
    ],
    ["RequestAuthentication", { jwtRules: [{ issuer: "a" }] }, { jwtRules: [{ issuer: "a" }, { issuer: "b" }] }, "issuer b added"],
    [
      "DestinationRule",
      { subsets: [{ name: "v1" }] },
      { subsets: [{ name: "v1" }, { name: "v2", labels: { version: "v2" } }] },
      "subset v2 added (version=v2)",
    ],
    [
      "DestinationRule",
      { subsets: [{ name: "v1", labels: { version: "v1" } }] },
      { subsets: [{ name: "v1", labels: { version: "v2" } }] },
      "labels of subset v1 version=v1 -> version=v2",
    ],
    ["DestinationRule", {}, { trafficPolicy: { tls: { mode: "DISABLE" } } }, "TLS mode set to DISABLE"],
    [
      "DestinationRule",
      { trafficPolicy: { connectionPool: { tcp: { maxConnections: 100 } } } },
      { trafficPolicy: { connectionPool: { tcp: { maxConnections: 1 } } } },
      "connection pool.tcp.maxConnections 100 -> 1",
    ],
    ["DestinationRule", null, { host: "reviews", subsets: [{ name: "v1" }] }, "created: host reviews, subset v1"],
    [
      "Gateway",
      { servers: [{ port: { number: 443, protocol: "HTTPS" }, hosts: ["a"], tls: { mode: "MUTUAL" } }] },
      { servers: [{ port: { number: 443, protocol: "HTTPS" }, hosts: ["a", "b"], tls: { mode: "SIMPLE" } }] },
      "host b of port 443 HTTPS added; TLS mode of port 443 HTTPS MUTUAL -> SIMPLE",
    ],
    ["Gateway", { listeners: [] }, { listeners: [{ name: "web", protocol: "HTTPS", port: 443 }] }, "listener web added (HTTPS 443)"],
    [
      "HTTPRoute",
      { rules: [{ backendRefs: [{ name: "a", weight: 1 }] }] },
      {
        rules: [
          {
            backendRefs: [
              { name: "a", weight: 1 },
              { name: "b", weight: 1 },
            ],
          },
        ],
      },
      "a 100 -> 50 %, b 0 -> 50 %",
    ],
    [
      "HTTPRoute",
      { parentRefs: [{ name: "a" }] },
      { parentRefs: [{ name: "b", sectionName: "web" }] },
      "parent b/web added; parent a removed",
    ],
    ["HTTPRoute", { rules: [{}] }, { rules: [{ timeouts: { request: "1s" } }] }, "timeouts set to request=1s"],
    ["ServiceEntry", { hosts: ["a"], resolution: "DNS" }, { hosts: ["a"], resolution: "STATIC" }, "resolution DNS -> STATIC"],
    ["ServiceEntry", null, { hosts: ["a"], ports: [{ number: 443, protocol: "TLS" }] }, "created: host a, port 443/TLS"],
    ["Sidecar", { egress: [{ hosts: ["./*"] }] }, { egress: [{ hosts: ["./*", "payments/*"] }] }, "egress host payments/* added"],
    ["Sidecar", {}, { outboundTrafficPolicy: { mode: "REGISTRY_ONLY" } }, "outbound traffic set to REGISTRY_ONLY"],
    [
      "Telemetry",
      { tracing: [{ randomSamplingPercentage: 1 }] },
      { tracing: [{ randomSamplingPercentage: 100 }] },
      "trace sampling percent 1 -> 100",
    ],
    ["WasmPlugin", { url: "oci://r/auth:1.0" }, { url: "oci://r/auth:2.0" }, "image auth 1.0 -> 2.0"],
    ["TrafficExtension", { wasm: { url: "oci://r/a:1" } }, { wasm: { url: "oci://r/b:1" } }, "image oci://r/a:1 -> oci://r/b:1"],
    [
      "EnvoyFilter",
      { configPatches: [] },
      { configPatches: [{ applyTo: "HTTP_FILTER", match: { context: "GATEWAY" }, patch: { operation: "ADD" } }] },
      "patch ADD on HTTP_FILTER in GATEWAY added",
    ],
    ["WorkloadEntry", { address: "10.0.0.7" }, { address: "10.0.0.8" }, "address 10.0.0.7 -> 10.0.0.8"],
    ["ProxyConfig", {}, { concurrency: 2 }, "concurrency set to 2"],
    ["Deployment", { replicas: 2 }, { replicas: 5 }, "replicas 2 -> 5"],
    ["Deployment", null, { replicas: 2 }, "created"],
  ])("%s: %j", (kind, before, after, expected) => expect(said(kind, before, after)).toBe(expected));
});

suite("a change of metadata", () => {
  const object = (metadata: JsonObject): JsonObject => ({ metadata, spec: {} });
  it.each<Row>([
    [object({}), object({ labels: { team: "reviews" } }), "label team=reviews set"],
    [object({ labels: { team: "reviews" } }), object({ labels: { team: "core" } }), "label team reviews -> core"],
    [object({ annotations: { note: "x" } }), object({}), "annotation note removed (was x)"],
    [object({}), object({ annotations: { note: "watch the error rate" } }), 'annotation note="watch the error rate" set'],
    [object({ finalizers: ["a/b"] }), object({}), "finalizer a/b removed"],
    [object({}), object({ ownerReferences: [{ kind: "ConfigMap", name: "owner" }] }), "owner ConfigMap/owner added"],
  ])("%j", (before, after, expected) => expect(said("VirtualService", before, after)).toBe(expected));
});

suite("a summary", () => {
  it("tells a scale, of which only the replicas are known", () => {
    const field = { path: "spec.replicas", key: "spec.replicas", fromPath: null, op: "changed", before: 2, after: 5 } as const;
    const facts = { ...meshChange("Deployment", "unknown", "unknown"), fields: [field] };
    expect(describe(facts).summary).toBe("replicas 2 -> 5");
  });

  it("stays short whatever a stranger writes", () => {
    const long = "x".repeat(100_000);
    const many = Object.fromEntries(Array.from({ length: 5000 }, (_each, index) => [`k${index}`, long]));
    const { summary } = describe(
      meshChange("VirtualService", { metadata: {}, spec: {} }, { metadata: { labels: many, annotations: many }, spec: many }),
    );
    expect(summary.length).toBeLessThan(1500);
    expect(summary).toMatch(/; and \d+ more$/);
  });

  it("holds to what a stranger calls a key", () => {
    const named = JSON.parse('{"__proto__":"a","constructor":"b"}') as JsonObject;
    expect(said("VirtualService", { metadata: {}, spec: {} }, { metadata: { labels: named }, spec: named })).toBe(
      "label __proto__=a set; label constructor=b set; __proto__ set to a; constructor set to b",
    );
  });

  it("breaks no line, whatever a value holds", () => {
    expect(said("VirtualService", {}, http({ name: "a\nb", timeout: "1\u001b[31ms" }))).not.toMatch(/\n|\u001b/);
  });

  it("names the worst risk first", () => {
    const { risks } = describe(meshChange("VirtualService", null, { hosts: ["*"], ...weights(60, 30) }));
    expect(risks.map(({ rule, level }) => [rule, level])).toEqual([
      ["wildcard-host", "medium"],
      ["weights-odd", "low"],
    ]);
  });
});
