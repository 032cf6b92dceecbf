import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { configPath, readConfig } from "./config-file.ts";
import { rememberSources } from "./remember-sources.ts";

const use = { mesh: null, context: "production", sources: ["/logs/audit.log"] };
const remembered = { name: "production", contexts: ["production"], sources: ["/logs/audit.log"], trustedProxies: [], clusterCIDRs: [] };

describe("remembering sources", () => {
  let home: string;
  beforeEach(() => {
    home = mkdtempSync(join(tmpdir(), "meshaudit-config-"));
  });
  afterEach(() => rmSync(home, { recursive: true }));

  it("writes a config file that was not there, for its owner's eyes only", async () => {
    const path = configPath({}, home);
    expect(await readConfig(path)).toEqual({ meshes: [] });
    expect(await rememberSources(path, use)).toBe("production");
    expect(await readConfig(path)).toEqual({ meshes: [remembered] });
    if (process.platform !== "win32") expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(readdirSync(join(path, ".."))).toEqual(["config.yaml"]);
  });

  it("writes through a link, which stays one", async () => {
    const [link, target] = [join(home, "link.yaml"), join(home, "target.yaml")];
    writeFileSync(target, "# ours\n");
    symlinkSync(target, link);
    await rememberSources(link, use);
    expect(await readConfig(target)).toEqual({ meshes: [remembered] });
  });

  it("leaves alone what is no config", async () => {
    const path = join(home, "config.yaml");
    writeFileSync(path, "kind: Pod\n");
    await expect(rememberSources(path, use)).rejects.toMatchObject({ code: "config-invalid" });
    expect(readFileSync(path, "utf8")).toBe("kind: Pod\n");
  });

  it("finds no sources in a config file that is broken, and says so", async () => {
    const path = join(home, "config.yaml");
    writeFileSync(path, "meshes: [{ name: shop, sources: [/a.log] }");
    await expect(readConfig(path)).rejects.toMatchObject({ code: "config-invalid", message: expect.stringContaining("is no YAML") });
  });

  it("says when the file cannot be written", async () => {
    writeFileSync(join(home, "file"), "");
    await expect(rememberSources(join(home, "file", "config.yaml"), use)).rejects.toMatchObject({ code: "config-invalid" });
  });
});
