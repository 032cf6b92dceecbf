import { describe, expect, it } from "vitest";
import { MeshauditError } from "../model/error.ts";
import { kinds } from "./kinds.ts";
import { resolveType } from "./resolve-type.ts";

const names = (text: string): string[] => resolveType(text).map((kind) => `${kind.resource}.${kind.group}`);
const hintOf = (text: string): string => {
  try {
    resolveType(text);
  } catch (error) {
    if (error instanceof MeshauditError && error.code === "kind-unknown") return error.hint ?? "";
  }
  throw new Error(`${text} was resolved`);
};

describe("a type is resolved", () => {
  it.each([
    ["vs", "virtualservices.networking.istio.io"],
    ["virtualservice", "virtualservices.networking.istio.io"],
    ["virtualservices", "virtualservices.networking.istio.io"],
    ["VirtualService", "virtualservices.networking.istio.io"],
    ["VS", "virtualservices.networking.istio.io"],
    ["vs.networking.istio.io", "virtualservices.networking.istio.io"],
    ["virtualservices.v1.networking.istio.io", "virtualservices.networking.istio.io"],
    ["VirtualService.v1alpha3.networking.istio.io", "virtualservices.networking.istio.io"],
    ["gw", "gateways.networking.istio.io"],
    ["gtw", "gateways.gateway.networking.k8s.io"],
    ["gateways.gateway.networking.k8s.io", "gateways.gateway.networking.k8s.io"],
    ["gateways.v1beta1.gateway.networking.k8s.io", "gateways.gateway.networking.k8s.io"],
    ["gateway.gateway", "gateways.gateway.networking.k8s.io"],
    ["ap", "authorizationpolicies.security.istio.io"],
    ["telemetry", "telemetries.telemetry.istio.io"],
    ["trafficextension", "trafficextensions.extensions.istio.io"],
    ["refgrant", "referencegrants.gateway.networking.k8s.io"],
    ["deploy", "deployments.apps"],
    ["deployments.v1.apps", "deployments.apps"],
    ["ns", "namespaces."],
    ["pods.v1", "pods."],
    ["pods.v1.", "pods."],
    ["crds", "customresourcedefinitions.apiextensions.k8s.io"],
  ])("%s", (text, expected) => expect(names(text)).toEqual([expected]));

  it.each(["gateway", "gateways", "Gateway"])("%s to both groups that have it", (text) =>
    expect(names(text)).toEqual(["gateways.networking.istio.io", "gateways.gateway.networking.k8s.io"]),
  );

  it("lset to both of its kinds", () =>
    expect(names("lset")).toEqual(["listenersets.gateway.networking.k8s.io", "xlistenersets.gateway.networking.x-k8s.io"]));

  it("a category to all its kinds", () => {
    expect(resolveType("istio-io").every((kind) => kind.mesh === "istio")).toBe(true);
    expect(names("telemetry-istio-io")).toEqual(["telemetries.telemetry.istio.io"]);
  });

  it("a full name that no table knows as it stands", () => {
    expect(resolveType("Widgets.v1.example.com")).toEqual([
      { kind: null, group: "example.com", resource: "widgets", singular: "widgets", shortNames: [], namespaced: true, mesh: null },
    ]);
    expect(resolveType("newthings.networking.istio.io")).toMatchObject([{ kind: null, mesh: "istio" }]);
  });

  it("every kind by each of its own names", () => {
    for (const kind of kinds) {
      const { resource, singular, shortNames, group } = kind;
      for (const word of [resource, singular, ...shortNames, `${resource}.${group}`]) expect(resolveType(word)).toContain(kind);
    }
  });
});

describe("a word that is no type", () => {
  it("is met with near ones, one word a kind", () => {
    expect(hintOf("virtualservce")).toBe("did you mean virtualservice? All kinds: kubectl meshaudit kinds");
    expect(hintOf("virtaulservices")).toBe("did you mean virtualservices? All kinds: kubectl meshaudit kinds");
  });

  it.each(["", ".", "a..b", "xyzzyplugh", "-x.example.com", "pod s.example.com", "\u001b[31m", "__proto__", "constructor"])("%j", (text) =>
    expect(hintOf(text)).toContain("All kinds: kubectl meshaudit kinds"),
  );
});
