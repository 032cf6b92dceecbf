import type { Locator } from "playwright-core";
import { describe, expect, it } from "vitest";
import { openCodeActions } from "./workbench/code-actions.ts";
import { codeLenses } from "./workbench/code-lenses.ts";
import { decorationTexts, textAfterLine } from "./workbench/decorations.ts";
import { diffSides } from "./workbench/diff-editor.ts";
import { documentationScreenshot } from "./workbench/documentation-screenshot.ts";
import { activeGroup, openFile, setCursor } from "./workbench/editor.ts";
import { hideHover, hoverAt } from "./workbench/hover.ts";
import { waitForMesh } from "./workbench/mesh-status.ts";
import { runCommand } from "./workbench/palette.ts";
import { choose, fillQuickInput } from "./workbench/quick-input.ts";
import { statusBarItem, statusBarTooltip } from "./workbench/status-bar.ts";
import { clickTreeRow, expandTreeRow, openView, treeRows, view } from "./workbench/tree.ts";
import { useWorkbench } from "./workbench/use-workbench.ts";
import { changeUserSettings } from "./workbench/user-settings.ts";
import { bookshop } from "./workspaces/bookshop.ts";

const repository = bookshop();
const file = "reviews.yaml";
/** Alice's change was taken over into the file, but for the second weight. */
const text = (repository.workspace[file] ?? "").replace("weight: 50", "weight: 20");
const lines = text.split("\n");
const [firstWeight = 0, secondWeight = 0] = lines.flatMap((line, index) => (line.includes("weight:") ? [index + 1] : []));

describe("what the README shows", () => {
  const workbench = useWorkbench(() => ({
    ...repository,
    workspace: { ...repository.workspace, [file]: text },
    viewport: { width: 1240, height: 660 },
    settings: { "workbench.layoutControl.enabled": false, "window.commandCenter": false, "workbench.editor.enablePreview": true },
  }));
  const sideBar = (): Locator => workbench().page.locator(".part.sidebar");
  /** The command is there only while the side bar is. */
  const closeSideBar = async (): Promise<void> => {
    if (await sideBar().isVisible()) await runCommand(workbench(), "View: Close Primary Side Bar");
  };
  const widenSideBar = async (by: number): Promise<void> => {
    const { page } = workbench();
    const { x, y, width, height } = (await sideBar().boundingBox()) ?? { x: 0, y: 0, width: 0, height: 0 };
    await page.mouse.move(x + width, y + height / 2);
    await page.mouse.down();
    await page.mouse.move(x + width + by, y + height / 2, { steps: 5 });
    await page.mouse.up();
    await page.mouse.move(1, 1);
  };
  const showOnly = async (shown: string | null): Promise<void> => {
    for (const title of ["This File", "Mesh", "Deleted"]) {
      const header = view(workbench(), title).locator(".pane-header");
      if ((await header.getAttribute("aria-expanded")) !== String(title === shown)) await header.click();
    }
    await workbench().page.mouse.move(1, 1);
  };
  const labels = async (title: string): Promise<string> => (await treeRows(workbench(), title)).map(({ label }) => label).join("\n");

  it("the line with the cursor", async () => {
    await openFile(workbench(), file);
    await waitForMesh(workbench(), "prod");
    await closeSideBar();
    await setCursor(workbench(), firstWeight, 11);
    await expect.poll(() => textAfterLine(workbench(), firstWeight)).toContain("alice@example.com");
    await documentationScreenshot(workbench(), "current-line", { area: activeGroup(workbench()), height: 520 });
  });

  it("a hover", async () => {
    const show = (): Promise<unknown> => hoverAt(workbench(), secondWeight, 13);
    await show();
    await documentationScreenshot(workbench(), "hover", { area: activeGroup(workbench()), height: 560 });
    await hideHover(workbench());
  });

  it("the blame of a file", async () => {
    await runCommand(workbench(), "meshaudit: Switch the Blame of This File On or Off");
    const before = async (): Promise<string> => (await decorationTexts(workbench())).map(({ text }) => text).join("\n");
    await expect.poll(before).toContain("alice");
    await documentationScreenshot(workbench(), "blame", { area: activeGroup(workbench()) });
    await runCommand(workbench(), "meshaudit: Switch the Blame of This File On or Off");
    await expect.poll(before).not.toContain("argocd");
  });

  it("the status bar", async () => {
    const show = (): Promise<string> => statusBarTooltip(workbench(), "prod");
    expect(await show()).toContain("last event");
    const tooltip = workbench().page.locator(".workbench-hover:visible").first();
    await documentationScreenshot(workbench(), "status-bar", { show, area: [statusBarItem(workbench(), "prod"), tooltip], margin: 12 });
    await workbench().page.mouse.move(1, 1);
  });

  it("the views of the file, of the mesh and of what was deleted", async () => {
    await openView(workbench(), "meshaudit", "This File");
    await widenSideBar(240);
    await expect.poll(() => labels("This File")).toContain("VirtualService bookinfo/reviews");
    await expandTreeRow(workbench(), "This File", "VirtualService bookinfo/reviews");
    await expect.poll(() => labels("Mesh")).not.toBe("");
    // Which group the newest changes stand in, and whether there is a "Today" at all, depends on the time of the day.
    const [newest] = await treeRows(workbench(), "Mesh");
    await expandTreeRow(workbench(), "Mesh", newest?.label ?? "");
    await expect.poll(() => labels("Deleted")).toContain("VirtualService payments/checkout");
    await documentationScreenshot(workbench(), "views", { area: sideBar() });
    await showOnly("Mesh");
    await documentationScreenshot(workbench(), "mesh", { area: view(workbench(), "Mesh"), height: 480 });
    await showOnly("Deleted");
    await documentationScreenshot(workbench(), "deleted", { area: view(workbench(), "Deleted"), height: 210 });
  });

  it("a change's diff", async () => {
    await showOnly("This File");
    const row = "reviews v1 50 -> 20 %, v3 50 -> 80 %";
    await expect.poll(() => labels("This File")).toContain(row);
    await clickTreeRow(workbench(), "This File", row);
    await diffSides(workbench());
    await documentationScreenshot(workbench(), "diff");
    await runCommand(workbench(), "View: Close Editor");
  });

  it("an incident", async () => {
    await showOnly(null);
    await runCommand(workbench(), "meshaudit: What Changed Around a Time…");
    await fillQuickInput(workbench(), new Date(Date.now() - 1_800_000).toISOString());
    await choose(workbench(), "1h");
    const incident = workbench()
      .page.locator(".pane")
      .filter({
        has: workbench()
          .page.locator(".pane-header .title")
          .filter({ hasText: /^Around / }),
      });
    await incident.locator(".monaco-list-row").nth(2).waitFor();
    await documentationScreenshot(workbench(), "incident", { area: incident, height: 170 });
    await runCommand(workbench(), "meshaudit: Close");
  });

  it("drift as problems with their quick fixes, and code lenses, once they are switched on", async () => {
    await changeUserSettings(workbench(), { "meshaudit.drift": "problems", "meshaudit.codeLens.enabled": true });
    await openFile(workbench(), file);
    await expect.poll(() => codeLenses(workbench())).toContainEqual(expect.stringContaining("change"));
    await closeSideBar();
    await setCursor(workbench(), 1);
    await documentationScreenshot(workbench(), "code-lens", { area: activeGroup(workbench()), height: 320 });
    await setCursor(workbench(), secondWeight, 13);
    await workbench().page.locator(".squiggly-info").first().waitFor();
    const show = async (): Promise<void> => {
      await workbench().page.keyboard.press("Escape");
      expect(await openCodeActions(workbench())).toContainEqual(expect.stringContaining("cluster"));
    };
    await show();
    await documentationScreenshot(workbench(), "drift", { show, area: activeGroup(workbench()), height: 560 });
    await workbench().page.keyboard.press("Escape");
  });
});
