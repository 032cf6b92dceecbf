import { expect, describe, it } from "vitest";
import { openFile } from "./workbench/editor.ts";
import { waitForMesh } from "./workbench/mesh-status.ts";
import { runCommand } from "./workbench/palette.ts";
import { chooseTheme, switchScheme } from "./workbench/theme.ts";
import { useWorkbench } from "./workbench/use-workbench.ts";
import { reloadWindow } from "./workbench/workbench.ts";
import { webview } from "./workbench/webview.ts";
import { demoLog, demoSettings, reviewsYaml } from "./workspaces/demo.ts";
import { reportTotals } from "./workspaces/report-totals.ts";

describe("the dashboard in the editor", () => {
  const workbench = useWorkbench(() => ({
    workspace: { ...demoSettings, "reviews.yaml": reviewsYaml },
    viewport: { width: 1500, height: 1000 },
  }));
  const page = () => webview(workbench());
  /** Without what parts thousands in the language of the browser. */
  const total = async (title: string): Promise<number> => {
    const one = page().locator(".totals li", { has: page().getByText(title, { exact: true }) });
    return Number((await one.locator(".total-value").innerText()).replaceAll(/[^0-9]/g, ""));
  };
  const answered = async (tab: string): Promise<void> => {
    await page().getByRole("heading", { level: 1, name: tab }).waitFor();
    await page().locator(".loading, .busy").waitFor({ state: "detached" });
  };

  it("shows the totals that the plugin tells, on each of the four tabs", async () => {
    await openFile(workbench(), "reviews.yaml");
    await waitForMesh(workbench(), "the audit log");
    await runCommand(workbench(), "meshaudit: Open Dashboard");
    for (const [tab, words, title, name] of [
      ["Overview", ["overview"], "Created", "created"],
      ["Operation Audit", ["user"], "Requests", "requests"],
      ["Operation Overview", ["kinds"], "Requests", "requests"],
      ["Operation Details", ["kind"], "Requests", "requests"],
    ] as const) {
      await page().getByRole("link", { name: tab, exact: true }).click();
      await answered(tab);
      expect(await total(title), tab).toBe(reportTotals(demoLog, ...words)[name]);
    }
  });

  it("filters at a click, and keeps to its own origin", async () => {
    await page().getByRole("link", { name: "Overview", exact: true }).click();
    await answered("Overview");
    await page().getByLabel("Namespace", { exact: true }).fill("payments");
    await page().getByLabel("Namespace", { exact: true }).press("Enter");
    await expect.poll(() => total("Created")).toBe(reportTotals(demoLog, "overview", "-n", "payments")["created"]);
    expect(workbench().console.filter((line) => line.includes("Content Security Policy") && line.includes("dashboard"))).toEqual([]);
    await page().getByLabel("Namespace", { exact: true }).fill("");
    await page().getByLabel("Namespace", { exact: true }).press("Enter");
    await answered("Overview");
  });

  it("has the editor's colours, light and dark", async () => {
    const background = (): Promise<string> =>
      page()
        .locator("body")
        .evaluate((body) => getComputedStyle(body).backgroundColor);
    const dark = await background();
    await workbench().page.screenshot({ path: "/tmp/webview/dark.png" });
    await switchScheme(workbench(), "light");
    await expect.poll(background).not.toBe(dark);
    await workbench().page.screenshot({ path: "/tmp/webview/light.png" });
    await switchScheme(workbench(), "dark");
    await chooseTheme(workbench(), "highContrastDark");
    await workbench().page.screenshot({ path: "/tmp/webview/hc.png" });
    await chooseTheme(workbench(), "dark");
  });

  it("opens what a change changed in the editor's diff", async () => {
    await page().getByRole("link", { name: "Timeline", exact: true }).click();
    await answered("Timeline");
    await workbench().page.screenshot({ path: "/tmp/webview/timeline.png" });
    await page().getByRole("link", { name: "Query", exact: true }).click();
    await answered("Query");
    await workbench().page.screenshot({ path: "/tmp/webview/query.png" });
    await page().getByRole("link", { name: "Overview", exact: true }).click();
    await answered("Overview");
  });

  it("opens again with the window, where it was", async () => {
    await page().getByRole("link", { name: "Operation Details", exact: true }).click();
    await answered("Operation Details");
    await reloadWindow(workbench());
    await answered("Operation Details");
  });
});
