import { delimiter } from "node:path";
import { describe, expect, it } from "vitest";
import { configuredSources, namedSources } from "./choose-sources.ts";

const mesh = { name: "shop", contexts: ["production"], sources: ["logs"], trustedProxies: [], clusterCIDRs: [] };

describe("where an answer comes from", () => {
  it("is --from before MESHAUDIT_FROM", () => {
    expect(namedSources(["a", "b"], "c")).toEqual({ kind: "named", by: "--from", specs: ["a", "b"] });
    expect(namedSources([], `c${delimiter}d${delimiter}`)).toEqual({ kind: "named", by: "MESHAUDIT_FROM", specs: ["c", "d"] });
    expect(namedSources([], "")).toBeNull();
  });

  it("is then the config of the context in use, then the live cluster", () => {
    expect(configuredSources({ meshes: [mesh] }, "/etc/meshaudit/config.yaml", "production")).toEqual({
      kind: "config",
      mesh,
      specs: ["logs"],
      base: "/etc/meshaudit",
    });
    expect(configuredSources({ meshes: [mesh] }, "/c.yaml", "kind")).toEqual({ kind: "live" });
    expect(configuredSources({ meshes: [{ ...mesh, sources: [] }] }, "/c.yaml", "production")).toEqual({ kind: "live" });
    expect(configuredSources({ meshes: [] }, "/c.yaml", null)).toEqual({ kind: "live" });
  });
});
