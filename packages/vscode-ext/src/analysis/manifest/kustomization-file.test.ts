import { describe, expect, it } from "vitest";
import { kustomizationFile } from "./kustomization-file.ts";

describe("a kustomization", () => {
  it("lists files and folders, and patches with what they apply to", () => {
    const text = `resources: [a.yaml, ../base, https://example.com/x]
bases: [../old]
components: [../part]
namespace: shop
patchesStrategicMerge:
- p.yaml
- |-
  apiVersion: v1
patches:
- path: q.yaml
  target: {kind: VirtualService, name: reviews}
- path: r.yaml
- path: s.yaml
  target: {name: "rev.*", labelSelector: app=a}
- patch: "[]"
patchesJson6902:
- path: t.json
  target: {group: networking.istio.io, version: v1, kind: Gateway, name: public}
`;
    expect(kustomizationFile(text)).toMatchObject({
      namespace: "shop",
      renames: false,
      resources: ["a.yaml", "../base", "https://example.com/x", "../old", "../part"],
      patches: [
        { path: "p.yaml", target: null },
        { path: expect.stringContaining("apiVersion") as string, target: null },
        { path: "q.yaml", target: { kind: "VirtualService", name: "reviews" } },
        { path: "r.yaml", target: null },
        { path: "s.yaml", target: { kind: null, name: null } },
        { path: "t.json", target: { kind: "Gateway", name: "public" } },
      ],
    });
  });

  it.each([
    ["namePrefix: a-\n", true],
    ["nameSuffix: -a\n", true],
    ["namePrefix: ''\n", false],
    ["patches:\n- patch: '[{op: replace, path: /metadata/name, value: a}]'\n", true],
    ["patches:\n- patch: '[{op: replace, path: /metadata/labels/name, value: a}]'\n", false],
    ["replacements:\n- source: {kind: ConfigMap}\n  targets:\n  - fieldPaths: [metadata.namespace]\n", true],
    ["replacements:\n- path: r.yaml\n", false],
  ])("%j changes names: %s", (text, renames) => {
    expect(kustomizationFile(text)?.renames).toBe(renames);
  });

  it("is read as far as it is whole, and none when it is none", () => {
    expect(kustomizationFile('resources: [a.yaml]\nnamespace: "sh\n')).toMatchObject({ resources: ["a.yaml"], namespace: null });
    for (const text of ["", "- a\n", "[".repeat(1000)]) expect(kustomizationFile(text)).toBeNull();
  });
});
