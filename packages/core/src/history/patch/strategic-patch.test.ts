import { describe, expect, it } from "vitest";
import type { JsonObject } from "../../model/json.ts";
import { applyStrategicPatch } from "./strategic-patch.ts";

const pod = (...containers: JsonObject[]): JsonObject => ({
  metadata: { finalizers: ["a"] },
  spec: { containers, volumes: [{ name: "v", emptyDir: {} }] },
});
const web = { name: "web", image: "web:1", args: ["-v"], env: [{ name: "A", value: "1" }] };
const proxy = { name: "istio-proxy", image: "proxy:1" };

const patched = (target: JsonObject, patch: JsonObject): JsonObject | null => {
  const before = structuredClone([target, patch]);
  const result = applyStrategicPatch(target, patch, "", "pods");
  expect([target, patch]).toEqual(before);
  return result;
};

describe("a patch to one of Kubernetes' own kinds", () => {
  it("that touches no list means the same as a plain or a strategic merge patch", () => {
    expect(patched(pod(web), { metadata: { labels: { a: "b" } }, spec: { volumes: null } })).toEqual({
      metadata: { finalizers: ["a"], labels: { a: "b" } },
      spec: { containers: [web] },
    });
  });

  it("that touches a list which the two merge differently is not known", () => {
    expect(patched(pod(web), { spec: { containers: [{ name: "web", image: "web:2" }] } })).toBeNull();
    expect(patched(pod(web), { metadata: { finalizers: [] } })).toBeNull();
    expect(patched(pod(web), { spec: { tolerations: [{ key: "x" }], imagePullSecrets: [{ name: "s" }] } })).toMatchObject({
      spec: { tolerations: [{ key: "x" }], imagePullSecrets: [{ name: "s" }] },
    });
  });

  it("is strategic when it has a directive, and merges lists by their keys", () => {
    const patch = {
      spec: {
        "$setElementOrder/containers": [{ name: "istio-proxy" }, { name: "web" }],
        containers: [
          {
            name: "web",
            image: "web:2",
            args: ["-q"],
            env: [{ name: "B", value: "2" }],
            "$setElementOrder/env": [{ name: "B" }, { name: "A" }],
          },
        ],
      },
    };
    expect(patched(pod(web, proxy), patch)?.["spec"]).toMatchObject({
      containers: [
        proxy,
        {
          name: "web",
          image: "web:2",
          args: ["-q"],
          env: [
            { name: "B", value: "2" },
            { name: "A", value: "1" },
          ],
        },
      ],
    });
  });

  it("deletes and replaces what its directives say", () => {
    expect(patched(pod(web, proxy), { spec: { containers: [{ name: "web", $patch: "delete" }] } })?.["spec"]).toMatchObject({
      containers: [proxy],
    });
    expect(patched(pod(web, proxy), { spec: { containers: [{ $patch: "replace" }, { name: "new" }] } })?.["spec"]).toMatchObject({
      containers: [{ name: "new" }],
    });
    expect(patched(pod(web), { spec: { $patch: "replace", nodeName: "n" } })?.["spec"]).toEqual({ nodeName: "n" });
    expect(patched(pod(web), { "$deleteFromPrimitiveList/finalizers": ["a"] })?.["metadata"]).toEqual({ finalizers: ["a"] });
    expect(patched(pod(web), { metadata: { "$deleteFromPrimitiveList/finalizers": ["a"], finalizers: ["b"] } })?.["metadata"]).toEqual({
      finalizers: ["b"],
    });
    const volume = { spec: { volumes: [{ name: "v", $retainKeys: ["name", "secret"], secret: { secretName: "s" } }] } };
    expect(patched(pod(web), volume)?.["spec"]).toMatchObject({ volumes: [{ name: "v", secret: { secretName: "s" } }] });
  });

  it("is not known where a list's way to merge is not, or its keys repeat", () => {
    expect(patched({ spec: { things: [1] } }, { spec: { $retainKeys: ["things"], things: [2] } })).toBeNull();
    expect(patched(pod(web, web), { spec: { containers: [{ name: "web", $patch: "delete" }] } })).toBeNull();
    expect(patched(pod(web), { spec: { containers: [{ $patch: "merge", image: "x" }] } })).toBeNull();
  });

  it("leaves the prototype alone", () => {
    const patch = JSON.parse('{"metadata": {"__proto__": {"polluted": true}, "$patch": "merge"}}') as JsonObject;
    expect(JSON.stringify(patched({}, patch))).toBe('{"metadata":{"__proto__":{"polluted":true}}}');
  });
});
