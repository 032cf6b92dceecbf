import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openFile } from "./workbench/editor.ts";
import { hideHover, hoverAt } from "./workbench/hover.ts";
import { waitForMesh } from "./workbench/mesh-status.ts";
import { notifications } from "./workbench/notifications.ts";
import { fillQuickInput, quickInputBox, quickInputTexts } from "./workbench/quick-input.ts";
import { statusBar } from "./workbench/status-bar.ts";
import { expandTreeRow, openView, treeRows } from "./workbench/tree.ts";
import { useWorkbench } from "./workbench/use-workbench.ts";
import { keptLogs, type KeptLogs } from "./workspaces/kept-logs.ts";

describe("a mesh whose log is in a store, and another whose log a collector keeps", () => {
  let kept: KeptLogs;
  beforeAll(async () => {
    kept = await keptLogs();
  });
  const workbench = useWorkbench(() => ({
    ...kept.repository,
    settings: { "meshaudit.meshes": { "prod/**": "prod", "staging/**": "staging" } },
  }));
  afterAll(() => kept?.close());

  /** The hover on the first place of a file that shows a text. */
  const hovered = async (path: string, found: string): Promise<string> => {
    const lines = (kept.repository.workspace[path] ?? "").split("\n");
    const line = lines.findIndex((text) => text.includes(found));
    const parts = await hoverAt(workbench(), line + 1, (lines[line]?.indexOf(found) ?? 0) + 2);
    await hideHover(workbench());
    return parts.map(({ text }) => text).join("\n");
  };
  const labels = async (title: string): Promise<string[]> => (await treeRows(workbench(), title)).map(({ label }) => label);
  const spoken = async (): Promise<string> => (await statusBar(workbench())).map((item) => item.spoken).join("\n");

  it("says from the store who set a field, and names the store", async () => {
    await openFile(workbench(), "prod/reviews.yaml");
    await waitForMesh(workbench(), "prod");
    expect(await hovered("prod/reviews.yaml", "weight: 50")).toContain("alice@example.com");
    expect(await spoken()).toContain(kept.store);
  });

  it("shows what is written to the store while the editor is open", async () => {
    await openFile(workbench(), "prod/ratings.yaml");
    await openView(workbench(), "meshaudit", "This File");
    await expandTreeRow(workbench(), "This File", "VirtualService bookinfo/ratings");
    await expect.poll(() => labels("This File")).toContain("created: host ratings, 1 route to ratings v1");
    const injected = "fault injected: abort 500 for 100 %";
    expect(await labels("This File")).not.toContain(injected);
    kept.ingestTheRest();
    await expect.poll(() => labels("This File")).toContain(injected);
    expect(await hovered("prod/ratings.yaml", "name: ratings")).toContain("carol@example.com");
  });

  it("asks once for the token of the collector, and hides what is typed", async () => {
    await openFile(workbench(), "staging/reviews.yaml");
    expect((await quickInputTexts(workbench())).message).toContain(kept.collector);
    expect(await quickInputBox(workbench()).getAttribute("type")).toBe("password");
    await fillQuickInput(workbench(), kept.token);
    await waitForMesh(workbench(), "staging");
  });

  it("says from the collector who set a field, and names the collector", async () => {
    const said = await hovered("staging/reviews.yaml", "weight: 50");
    expect(said).toContain("bob@example.com");
    expect(said).not.toContain("alice@example.com");
    expect(await spoken()).toContain(kept.collector);
  });

  it("pops up nothing", async () => {
    expect(await notifications(workbench())).toEqual([]);
  });
});
