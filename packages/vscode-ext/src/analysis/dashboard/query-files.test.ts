import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { queryFilesIn } from "./query-files.ts";

let dist: string;
beforeEach(() => {
  dist = mkdtempSync(join(tmpdir(), "meshaudit-dist-"));
});
afterEach(() => rmSync(dist, { recursive: true }));

const bring = (platform: string): void => {
  mkdirSync(join(dist, "node_modules", "@duckdb", `node-bindings-${platform}`), { recursive: true });
};

describe("what queries are answered with", () => {
  it("is the process of the package, run as Node by whatever runs the extension, without its environment", () => {
    bring("linux-x64");
    writeFileSync(join(dist, "countries.mmdb"), "");
    const env = { LD_LIBRARY_PATH: "/opt/lib", GITHUB_TOKEN: "secret", NODE_OPTIONS: "--inspect" };
    expect(queryFilesIn(dist, "linux-x64", "/opt/code", env)).toEqual({
      child: {
        command: "/opt/code",
        args: [join(dist, "query-child.mjs")],
        env: { ELECTRON_RUN_AS_NODE: "1", LD_LIBRARY_PATH: "/opt/lib" },
      },
      countries: join(dist, "countries.mmdb"),
    });
  });

  it.each([
    ["linux-x64", "linux-x64-musl", true],
    ["linux-x64", "linux-arm64", false],
    ["darwin-arm64", "darwin-x64", false],
  ])("on %s, where the package has DuckDB for %s: %s", (platform, brought, isHere) => {
    bring(brought);
    expect(queryFilesIn(dist, platform, "/opt/code", {}).child !== null).toBe(isHere);
  });

  it("is nothing in the package for any platform", () => {
    expect(queryFilesIn(dist, "linux-x64", "/opt/code", {})).toEqual({ child: null, countries: null });
  });
});
