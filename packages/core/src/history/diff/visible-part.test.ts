import { describe, expect, it } from "vitest";
import { cleanManifest } from "./clean-manifest.ts";
import { visiblePart } from "./visible-part.ts";

const logged = () => ({
  apiVersion: "networking.istio.io/v1",
  kind: "VirtualService",
  metadata: {
    annotations: { "kubectl.kubernetes.io/last-applied-configuration": "{}", note: "x" },
    creationTimestamp: "2026-11-24T12:00:00Z",
    deletionGracePeriodSeconds: 0,
    deletionTimestamp: "2026-11-24T13:00:00Z",
    finalizers: ["example.com/hold", "foregroundDeletion"],
    generation: 3,
    managedFields: [{ manager: "kubectl" }],
    name: "reviews",
    ownerReferences: [{ kind: "Canary", name: "reviews", uid: "1" }],
    resourceVersion: "7",
    selfLink: "/x",
    uid: "2",
  },
  spec: { hosts: ["reviews"], status: "kept" },
  status: { observedGeneration: 3 },
});

describe("what is shown of an object", () => {
  it("is what a person or program can set", () => {
    const object = logged();
    expect(visiblePart(object)).toEqual({
      kind: "VirtualService",
      metadata: {
        annotations: { note: "x" },
        finalizers: ["example.com/hold", "foregroundDeletion"],
        name: "reviews",
        ownerReferences: [{ kind: "Canary", name: "reviews", uid: "1" }],
      },
      spec: { hosts: ["reviews"], status: "kept" },
    });
    expect(object).toEqual(logged());
  });

  it("has no annotations when only last-applied was there, so that the first apply shows no change", () => {
    const annotations = { "kubectl.kubernetes.io/last-applied-configuration": "{}" };
    expect(visiblePart({ metadata: { name: "a", annotations } })).toEqual({ metadata: { name: "a" } });
    expect(visiblePart({ metadata: { name: "a", annotations: {} } })).toEqual({ metadata: { name: "a" } });
  });

  it("is defined for anything", () => {
    expect(visiblePart({})).toEqual({});
    expect(visiblePart({ metadata: null })).toEqual({ metadata: null });
    expect(visiblePart({ metadata: { annotations: "x" } })).toEqual({ metadata: { annotations: "x" } });
    const hostile = JSON.parse('{"__proto__": {"a": 1}, "metadata": {"__proto__": 2, "annotations": {"__proto__": 3}}}');
    expect(JSON.stringify(visiblePart(hostile))).toBe(JSON.stringify(hostile));
  });
});

describe("a clean manifest", () => {
  it("to create an object anew has no trace of its old life, and no owners that may be gone", () => {
    const object = logged();
    expect(cleanManifest(object, "create")).toEqual({
      apiVersion: "networking.istio.io/v1",
      kind: "VirtualService",
      metadata: { annotations: { note: "x" }, finalizers: ["example.com/hold"], name: "reviews" },
      spec: { hosts: ["reviews"], status: "kept" },
    });
    expect(object).toEqual(logged());
    expect(cleanManifest({ metadata: { finalizers: ["orphan"] } }, "create")).toEqual({ metadata: {} });
    expect(cleanManifest({ kind: "x" }, "create")).toEqual({ kind: "x" });
  });

  it("to replace a living object keeps its owners", () => {
    expect(cleanManifest(logged(), "replace")).toMatchObject({ metadata: { ownerReferences: [{ kind: "Canary" }] } });
  });
});
