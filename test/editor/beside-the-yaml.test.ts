import { describe, expect, it } from "vitest";
import { chooseCodeAction, openCodeActions } from "./workbench/code-actions.ts";
import { textAfterLine } from "./workbench/decorations.ts";
import { editorLines, openFile, setCursor, typeText } from "./workbench/editor.ts";
import { hideHover, hoverAt } from "./workbench/hover.ts";
import { extensionHostLog } from "./workbench/logs.ts";
import { waitForMesh } from "./workbench/mesh-status.ts";
import { notifications } from "./workbench/notifications.ts";
import { runCommand } from "./workbench/palette.ts";
import { statusBar } from "./workbench/status-bar.ts";
import { useWorkbench } from "./workbench/use-workbench.ts";
import { withRouteInsertedFirst } from "./workspaces/bookshop.ts";
import { demoSettings, reviewsYaml } from "./workspaces/demo.ts";

const { "reviews.yaml": inserted = "" } = withRouteInsertedFirst({ "reviews.yaml": reviewsYaml });

const lineOf = (text: string, found: string): number => text.split("\n").findIndex((line) => line.includes(found)) + 1;

describe("a VirtualService whose mesh's log is known", () => {
  const workbench = useWorkbench(() => ({
    workspace: {
      ...demoSettings,
      "reviews.yaml": reviewsYaml,
      "inserted.yaml": inserted,
      "compose.yaml": "services:\n  web:\n    image: x\n",
    },
  }));
  const hovered = async (text: string, found: string): Promise<string> => {
    const line = lineOf(text, found);
    const parts = await hoverAt(workbench(), line, (text.split("\n")[line - 1]?.indexOf(found) ?? 0) + 2);
    return parts.map((part) => part.text).join("\n");
  };

  it("says at a weight who set it, from what and to what", async () => {
    await openFile(workbench(), "reviews.yaml");
    await waitForMesh(workbench(), "the audit log");
    const said = await hovered(reviewsYaml, "weight: 20");
    expect(said).toContain("alice@example.com");
    expect(said).toContain("50");
    expect(said).toContain("20");
    await hideHover(workbench());
  });

  it("shows both values where the file differs", async () => {
    const said = await hovered(reviewsYaml, "weight: 50");
    expect(said).toContain("80");
    await hideHover(workbench());
  });

  it("says at the name what changed last", async () => {
    expect(await hovered(reviewsYaml, "name: reviews")).toContain("watch the error rate");
    await hideHover(workbench());
  });

  it("says behind the line with the cursor who changed it", async () => {
    const line = lineOf(reviewsYaml, "weight: 20");
    await setCursor(workbench(), line, 1);
    await expect.poll(() => textAfterLine(workbench(), line)).toMatch(/alice@example\.com.*weight 50 -> 20/);
  });

  it("is switched off and on by one command", async () => {
    const line = lineOf(reviewsYaml, "weight: 20");
    await runCommand(workbench(), "meshaudit: Toggle Current Line Annotation");
    await expect.poll(() => textAfterLine(workbench(), line)).toBe("");
    await runCommand(workbench(), "meshaudit: Toggle Current Line Annotation");
    await expect.poll(() => textAfterLine(workbench(), line)).toContain("alice@example.com");
  });

  it("names nobody for a route that was inserted first, and the same people as before for the others", async () => {
    await openFile(workbench(), "inserted.yaml");
    const own = lineOf(inserted, "weight: 100");
    await setCursor(workbench(), lineOf(inserted, "weight: 20"), 1);
    await expect.poll(() => textAfterLine(workbench(), lineOf(inserted, "weight: 20"))).toContain("weight 50 -> 20");
    await setCursor(workbench(), own, 1);
    await expect.poll(() => textAfterLine(workbench(), lineOf(inserted, "weight: 20"))).toBe("");
    expect(await textAfterLine(workbench(), own)).not.toContain("@example.com");
  });

  it("shows nothing in a file with no object of a mesh", async () => {
    await openFile(workbench(), "compose.yaml");
    await setCursor(workbench(), 3, 1);
    expect(await textAfterLine(workbench(), 3)).toBe("");
  });

  it("takes the cluster's value by a quick fix", async () => {
    await openFile(workbench(), "reviews.yaml");
    await setCursor(workbench(), lineOf(reviewsYaml, "weight: 50"), 12);
    const offered = await openCodeActions(workbench());
    const fix = offered.find((one) => one.includes("80"));
    expect(fix).toBeDefined();
    await chooseCodeAction(workbench(), fix ?? "");
    await expect.poll(async () => (await editorLines(workbench())).join("\n")).toContain("weight: 80");
  });

  it("says of a line that was typed over that it is not saved", async () => {
    await setCursor(workbench(), lineOf(reviewsYaml, "timeout"), 1);
    await workbench().page.keyboard.press("End");
    await typeText(workbench(), "0");
    await expect.poll(() => textAfterLine(workbench(), lineOf(reviewsYaml, "timeout"))).toContain("10s");
  });

  it("names the log in the status bar, with no notification and no error all the while", async () => {
    expect((await statusBar(workbench())).map(({ text }) => text).join()).toContain("the audit log");
    expect(await notifications(workbench())).toEqual([]);
    expect(extensionHostLog(workbench())).not.toMatch(/\[error\]/);
  });
});
