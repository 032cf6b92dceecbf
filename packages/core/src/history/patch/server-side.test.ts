import { describe, expect, it } from "vitest";
import type { JsonObject } from "../../model/json.ts";
import { applyServerSide } from "./server-side.ts";

describe("a server-side apply, about", () => {
  it("merges maps, and replaces Istio's lists, which are atomic", () => {
    const target = {
      apiVersion: "networking.istio.io/v1beta1",
      metadata: { name: "reviews", uid: "1", resourceVersion: "5", labels: { a: "1" }, finalizers: ["x"] },
      spec: { hosts: ["reviews"], http: [{ name: "default", timeout: "1s" }, { name: "other" }] },
    };
    const applied = {
      apiVersion: "networking.istio.io/v1",
      metadata: { name: "reviews", labels: { b: "2" }, finalizers: ["y"], managedFields: null },
      spec: { http: [{ name: "default", retries: { attempts: 5 } }] },
      status: { observed: true },
    };
    const before = structuredClone([target, applied]);
    expect(applyServerSide(target, applied, "networking.istio.io", "virtualservices")).toEqual({
      apiVersion: "networking.istio.io/v1",
      metadata: { name: "reviews", uid: "1", resourceVersion: "5", labels: { a: "1", b: "2" }, finalizers: ["x", "y"] },
      spec: { hosts: ["reviews"], http: [{ name: "default", retries: { attempts: 5 } }] },
    });
    expect([target, applied]).toEqual(before);
  });

  it("merges by their keys the lists that have some", () => {
    const ports = (...list: JsonObject[]): JsonObject => ({ spec: { ports: list } });
    const service = applyServerSide(
      ports({ port: 53, protocol: "UDP" }, { port: 53, protocol: "TCP" }),
      ports({ port: 53, name: "dns-tcp" }, { port: 80 }),
      "",
      "services",
    );
    expect(service).toEqual(ports({ port: 53, protocol: "UDP" }, { port: 53, protocol: "TCP", name: "dns-tcp" }, { port: 80 }));
    const listener = (port: number): JsonObject => ({ spec: { listeners: [{ name: "http", port }] } });
    expect(
      applyServerSide(listener(80), { spec: { listeners: [{ name: "http", hostname: "a" }] } }, "gateway.networking.k8s.io", "gateways"),
    ).toEqual({
      spec: { listeners: [{ name: "http", port: 80, hostname: "a" }] },
    });
  });

  it("replaces a list in which keys repeat", () => {
    const env = (...names: string[]): JsonObject => ({ spec: { env: names.map((name) => ({ name })) } });
    expect(applyServerSide(env("a", "a", "b"), env("a"), "apps", "deployments")).toEqual(env("a"));
  });

  it("leaves the prototype alone", () => {
    const applied = JSON.parse('{"spec": {"__proto__": {"polluted": true}}}') as JsonObject;
    expect(JSON.stringify(applyServerSide({ spec: {} }, applied, "g", "r"))).toBe(JSON.stringify(applied));
  });
});
