import { describe, expect, it } from "vitest";
import { textAfterLine } from "./workbench/decorations.ts";
import { openFile, setCursor } from "./workbench/editor.ts";
import { statusBar } from "./workbench/status-bar.ts";
import { openView, treeRows, viewWelcome } from "./workbench/tree.ts";
import { grantTrust, waitForRestrictedMode } from "./workbench/trust.ts";
import { useWorkbench } from "./workbench/use-workbench.ts";
import { demoLog, demoSettings, reviewsYaml } from "./workspaces/demo.ts";
import { meshConfig } from "./workspaces/mesh-config.ts";

const weight = reviewsYaml.split("\n").findIndex((line) => line.includes("weight: 20")) + 1;

describe("a repository with folders for two meshes", () => {
  const workbench = useWorkbench(() => ({
    workspace: { "clusters/prod/a.yaml": reviewsYaml, "clusters/staging/b.yaml": reviewsYaml, "other/c.yaml": reviewsYaml },
    home: meshConfig(["prod", "staging"].map((name) => ({ name, contexts: [name], sources: [demoLog] }))),
    settings: { "meshaudit.meshes": { "clusters/prod/**": "prod" } },
  }));

  it("attributes a file by the rule for its folder, and names its mesh", async () => {
    await openFile(workbench(), "a.yaml");
    await setCursor(workbench(), weight, 1);
    await expect.poll(() => textAfterLine(workbench(), weight)).toContain("alice@example.com");
    await expect.poll(async () => (await statusBar(workbench())).map(({ text }) => text).join()).toContain("prod");
  });

  it.each(["b.yaml", "c.yaml"])("attributes nothing in %s, whose mesh nothing tells, and offers to choose", async (file) => {
    await openFile(workbench(), file);
    await setCursor(workbench(), weight, 1);
    await expect.poll(async () => (await statusBar(workbench())).map(({ text }) => text).join()).toContain("which mesh?");
    expect(await textAfterLine(workbench(), weight)).toBe("");
  });
});

describe("a workspace that is not trusted", () => {
  const workbench = useWorkbench(() => ({
    trust: "ask",
    workspace: {
      "reviews.yaml": reviewsYaml,
      ...demoSettings,
    },
  }));

  it("chooses no log", async () => {
    await waitForRestrictedMode(workbench());
    await openFile(workbench(), "reviews.yaml");
    await openView(workbench(), "meshaudit", "This File");
    await expect.poll(async () => (await viewWelcome(workbench(), "Mesh")).buttons).toContain("Choose an audit log");
    expect(await textAfterLine(workbench(), weight)).toBe("");
  });

  it("does once it is trusted", async () => {
    await grantTrust(workbench());
    await openFile(workbench(), "reviews.yaml");
    await expect.poll(async () => (await treeRows(workbench(), "This File")).length).toBeGreaterThan(3);
  });
});
