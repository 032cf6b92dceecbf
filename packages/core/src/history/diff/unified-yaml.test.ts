import { describe, expect, it } from "vitest";
import type { JsonObject } from "../../model/json.ts";
import { unifiedYaml } from "./unified-yaml.ts";

const service = (timeout: string): JsonObject => ({
  spec: { http: [{ route: [{ weight: 100 }], timeout }], hosts: ["reviews"] },
  kind: "VirtualService",
});

describe("a unified diff of YAML", () => {
  it("shows what differs, with three lines around it", async () => {
    expect(await unifiedYaml(service("3s"), service("10s"), { from: "reviews 1c9f", to: "reviews 77ab" })).toBe(`--- reviews 1c9f
+++ reviews 77ab
@@ -5,4 +5,4 @@
   http:
   - route:
     - weight: 100
-    timeout: 3s
+    timeout: 10s
`);
  });

  it("is nothing but additions for a creation, nothing but removals for a deletion", async () => {
    expect(await unifiedYaml(null, { kind: "Sidecar" }, { from: "-", to: "a" })).toBe("--- -\n+++ a\n@@ -0,0 +1,1 @@\n+kind: Sidecar\n");
    expect(await unifiedYaml({ kind: "Sidecar" }, null, { from: "a", to: "-" })).toBe("--- a\n+++ -\n@@ -1,1 +0,0 @@\n-kind: Sidecar\n");
  });

  it("is empty when only the order of keys differs", async () => {
    expect(await unifiedYaml({ a: 1, b: 2 }, { b: 2, a: 1 }, { from: "a", to: "b" })).toBe("");
    expect(await unifiedYaml(null, null, { from: "a", to: "b" })).toBe("");
  });

  it("gives up searching when nearly all lines differ", async () => {
    const list = (text: string): JsonObject => ({ spec: { hosts: Array.from({ length: 3000 }, (_, index) => `${text}${index}`) } });
    const lines = (await unifiedYaml(list("a"), list("b"), { from: "a", to: "b" })).split("\n");
    expect(lines.slice(0, 4)).toEqual(["--- a", "+++ b", "@@ -1,3002 +1,3002 @@", "-spec:"]);
    expect(lines.filter((line) => line.startsWith("+"))).toHaveLength(3003);
  });
});
