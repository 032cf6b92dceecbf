import { describe, expect, it } from "vitest";
import { meshOfFile } from "./mesh-of-file.ts";
import type { MeshSource } from "./mesh-source.ts";

const source = (name: string, changed: Partial<MeshSource> = {}): MeshSource => ({
  mesh: { key: `mesh:${name}`, name },
  specs: [`/logs/${name}.log`],
  base: "/",
  trustedProxies: [],
  contexts: [name],
  folder: null,
  ...changed,
});
const [prod, staging] = [source("prod"), source("staging")];
const demo = source("the demo", { mesh: { key: "demo", name: "the demo" }, folder: "/storage/demo", contexts: [] });
const rules = [{ glob: "clusters/prod/**", mesh: "prod" }];

const chosen = (path: string | null, sources: MeshSource[], context: string | null = null, withRules = rules): string => {
  const choice = meshOfFile({ path, folder: "/w" }, sources, withRules, context);
  return choice.kind === "mesh" ? choice.source.mesh.name : choice.kind;
};

describe("the mesh of a file", () => {
  it.each([
    ["a rule names", "/w/clusters/prod/a.yaml", [prod, staging], "staging", "prod"],
    ["is the only one", "/w/a.yaml", [prod], null, "prod"],
    ["is that of the context in use", "/w/a.yaml", [prod, staging], "staging", "staging"],
    ["is not known where a folder bears another's name", "/w/prod/a.yaml", [prod, staging], "staging", "unknown"],
    ["is not known where nothing tells it", "/w/a.yaml", [prod, staging], "elsewhere", "unknown"],
    ["is none without a source", "/w/a.yaml", [], null, "none"],
  ] as const)("%s", (_, path, sources, context, expected) => {
    expect(chosen(path, [...sources], context)).toBe(expected);
  });

  it("is the demo in the demo's folder, and nowhere else", () => {
    expect(chosen("/storage/demo/reviews.yaml", [prod, demo])).toBe("the demo");
    expect(chosen("/w/a.yaml", [prod, demo])).toBe("prod");
    expect(chosen("/w/a.yaml", [demo])).toBe("none");
    expect(chosen("/storage/demo2/a.yaml", [demo])).toBe("none");
    expect(chosen("/storage/demo/../a.yaml", [demo])).toBe("none");
    expect(chosen(null, [demo])).toBe("none");
  });
});
