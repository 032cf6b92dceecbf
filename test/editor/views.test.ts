import { existsSync, readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { decorationTexts } from "./workbench/decorations.ts";
import { diffSides } from "./workbench/diff-editor.ts";
import { openFile } from "./workbench/editor.ts";
import { fillFileDialog } from "./workbench/file-dialog.ts";
import { runCommand } from "./workbench/palette.ts";
import { choose, fillQuickInput } from "./workbench/quick-input.ts";
import { chooseFromTreeRow, clickTreeRow, openView, treeRows, viewWelcome } from "./workbench/tree.ts";
import { useWorkbench } from "./workbench/use-workbench.ts";
import { demoSettings, reviewsYaml } from "./workspaces/demo.ts";

describe("the views of a mesh whose log is known", () => {
  const workbench = useWorkbench(() => ({
    workspace: {
      ...demoSettings,
      "reviews.yaml": reviewsYaml,
    },
    viewport: { width: 1500, height: 1000 },
  }));
  const labels = async (title: string): Promise<string[]> => (await treeRows(workbench(), title)).map(({ label }) => label);

  it("list the changes of the active file's objects", async () => {
    await openFile(workbench(), "reviews.yaml");
    await openView(workbench(), "meshaudit", "This File");
    await expect.poll(() => labels("This File")).toContain("timeout of route default 3s -> 10s");
  });

  it("open a change's diff at a click", async () => {
    await clickTreeRow(workbench(), "This File", "timeout of route default 3s -> 10s");
    const { original, modified } = await diffSides(workbench());
    expect(original.join("\n")).toContain("timeout: 3s");
    expect(modified.join("\n")).toContain("timeout: 10s");
  });

  it("list what was deleted, and restore it to a file", async () => {
    const row = "VirtualService payments/checkout";
    await expect.poll(() => labels("Deleted")).toContain(row);
    await chooseFromTreeRow(workbench(), "Deleted", row, "Restore to a File…");
    await fillFileDialog(workbench(), `${workbench().workspace}/restored.yaml`);
    await expect.poll(() => existsSync(`${workbench().workspace}/restored.yaml`)).toBe(true);
    await expect.poll(() => readFileSync(`${workbench().workspace}/restored.yaml`, "utf8")).toContain("name: checkout");
    expect(readdirSync(workbench().workspace)).toContain("restored.yaml");
  });

  it("show what changed around an incident, ranked", async () => {
    await runCommand(workbench(), "meshaudit: What Changed Around a Time…");
    await fillQuickInput(workbench(), "2026-11-24T12:19:22.9Z");
    await choose(workbench(), "5m");
    await expect.poll(async () => (await labels("Around Nov 24 12:19")).length).toBeGreaterThan(2);
  });

  it("blame a whole file", async () => {
    await openFile(workbench(), "reviews.yaml");
    await runCommand(workbench(), "meshaudit: Switch the Blame of This File On or Off");
    const blamed = async (): Promise<string> =>
      (await decorationTexts(workbench()))
        .filter(({ place }) => place === "before")
        .map(({ text }) => text)
        .join("\n");
    await expect.poll(blamed).toContain("alice");
  });
});

describe("a newcomer without a log", () => {
  const workbench = useWorkbench(() => ({ workspace: { "reviews.yaml": reviewsYaml } }));

  it("is led to a log or to the demo", async () => {
    await openFile(workbench(), "reviews.yaml");
    await openView(workbench(), "meshaudit", "This File");
    await expect.poll(async () => (await viewWelcome(workbench(), "Mesh")).buttons).toContain("Try it with the demo log");
  });
});
