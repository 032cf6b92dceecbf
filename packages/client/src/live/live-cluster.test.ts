import type { JsonObject } from "@meshaudit/core";
import { describe, expect, it } from "vitest";
import { liveCluster } from "./live-cluster.ts";

const named = (name: string): JsonObject => ({ metadata: { name, namespace: "shop" } });

/** What an API server answers: by path; anything else is 404. */
const answers: { [path: string]: JsonObject } = {
  "/apis/gateway.networking.k8s.io": {
    preferredVersion: { groupVersion: "gateway.networking.k8s.io/v1" },
    versions: [{ groupVersion: "gateway.networking.k8s.io/v1alpha2" }, { groupVersion: "gateway.networking.k8s.io/v1" }],
  },
  "/apis/gateway.networking.k8s.io/v1": {
    resources: [
      { name: "httproutes", kind: "HTTPRoute", namespaced: true, verbs: ["get", "list"] },
      { name: "httproutes/status", kind: "HTTPRoute", namespaced: true, verbs: ["get"] },
      { name: "gatewayclasses", kind: "GatewayClass", namespaced: false, verbs: ["list"] },
    ],
  },
  "/apis/gateway.networking.k8s.io/v1alpha2": {
    resources: [
      { name: "httproutes", kind: "HTTPRoute", namespaced: true, verbs: ["list"] },
      { name: "tcproutes", kind: "TCPRoute", namespaced: true, verbs: ["list"] },
    ],
  },
  "/apis/gateway.networking.k8s.io/v1/namespaces/shop/httproutes/books": named("books"),
  "/apis/gateway.networking.k8s.io/v1/httproutes?limit=500": { items: [named("books")], metadata: { continue: "more" } },
  "/apis/gateway.networking.k8s.io/v1/httproutes?limit=500&continue=more": { items: [named("films")], metadata: {} },
  "/apis/gateway.networking.k8s.io/v1alpha2/namespaces/shop/tcproutes?limit=500&fieldSelector=metadata.name%3Da": { items: [named("a")] },
  "/apis/gateway.networking.k8s.io/v1/gatewayclasses?limit=500": { items: [] },
  "/api/v1/namespaces/kube-system": { metadata: { uid: "mesh-uid" } },
};

const cluster = () => liveCluster(async (path) => answers[path] ?? null);
const group = "gateway.networking.k8s.io";

describe("the live cluster", () => {
  it("gets an object at the preferred version", async () => {
    expect(await cluster().get({ group, resource: "httproutes", namespace: "shop", name: "books" })).toEqual(named("books"));
  });

  it("knows nothing of a resource or a group that is not there", async () => {
    expect(await cluster().get({ group, resource: "udproutes", namespace: "shop", name: "a" })).toBeNull();
    expect(await cluster().get({ group: "networking.istio.io", resource: "gateways", namespace: "shop", name: "a" })).toBeNull();
    expect(await cluster().list({ group: "networking.istio.io", resource: null, namespace: null, name: null })).toEqual([]);
  });

  it("lists page by page, and says of each item what it is", async () => {
    const found = await cluster().list({ group, resource: "httproutes", namespace: null, name: null });
    expect(found).toEqual(
      ["books", "films"].map((name) => ({ apiVersion: "gateway.networking.k8s.io/v1", kind: "HTTPRoute", ...named(name) })),
    );
  });

  it("lists a resource that the preferred version does not have at one that has it", async () => {
    expect(await cluster().list({ group, resource: "tcproutes", namespace: "shop", name: "a" })).toMatchObject([{ kind: "TCPRoute" }]);
  });

  it("is the mesh that its namespace kube-system names", async () => {
    expect(await cluster().meshId()).toBe("mesh-uid");
    expect(await liveCluster(() => Promise.reject(new Error("forbidden"))).meshId()).toBeNull();
  });
});
