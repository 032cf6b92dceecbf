import { describe, expect, it } from "vitest";
import { isMesh, kindByName, kindOf, kinds } from "./kinds.ts";

describe("the table of kinds", () => {
  it("has each resource once", () => expect(new Set(kinds.map((kind) => `${kind.resource}.${kind.group}`)).size).toBe(kinds.length));

  it("finds a resource as events name it", () => {
    expect(kindOf("networking.istio.io", "gateways")).toMatchObject({ kind: "Gateway", mesh: "istio" });
    expect(kindOf("gateway.networking.k8s.io", "gateways")).toMatchObject({ kind: "Gateway", mesh: "gateway-api" });
    expect(kindOf("", "__proto__")).toBeNull();
  });

  it("finds a manifest's kind in any version", () => {
    expect(kindByName("networking.istio.io/v1alpha3", "Sidecar")?.resource).toBe("sidecars");
    expect(kindByName("v1", "Namespace")).toMatchObject({ resource: "namespaces", namespaced: false });
    expect(kindByName("networking.istio.io/v1", "HTTPRoute")).toBeNull();
  });

  it("counts whole groups to the mesh", () => {
    expect(["security.istio.io", "install.istio.io", "gateway.networking.x-k8s.io"].every((group) => isMesh({ group }))).toBe(true);
    expect(["", "apps", "networking.k8s.io", "notistio.io", "istio.io.example.com"].some((group) => isMesh({ group }))).toBe(false);
  });
});
