import { existsSync, readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { diffSides } from "./workbench/diff-editor.ts";
import { documentationScreenshot } from "./workbench/documentation-screenshot.ts";
import { activeGroup, openFile } from "./workbench/editor.ts";
import { fillFileDialog } from "./workbench/file-dialog.ts";
import { waitForMesh } from "./workbench/mesh-status.ts";
import { runCommand } from "./workbench/palette.ts";
import { chooseTheme, switchScheme } from "./workbench/theme.ts";
import { waitForRestrictedMode } from "./workbench/trust.ts";
import { useWorkbench } from "./workbench/use-workbench.ts";
import { webview } from "./workbench/webview.ts";
import type { Workbench } from "./workbench/workbench.ts";
import { demoLog, demoSettings, reviewsYaml } from "./workspaces/demo.ts";
import { keptLogs, type KeptLogs } from "./workspaces/kept-logs.ts";
import { reportTotals } from "./workspaces/report-totals.ts";

/** The demo's log, whose people sit at an address in the United States. */
const fromTheInternet = gunzipSync(readFileSync(demoLog))
  .toString("utf8")
  .replaceAll(/"sourceIPs":\["[^"]*"\]/g, `"sourceIPs":["8.8.8.8"]`);

/** Without what parts thousands in the language of the browser. */
const total = async (workbench: Workbench, title: string): Promise<number> => {
  const page = webview(workbench);
  const one = page.locator(".totals li", { has: page.getByText(title, { exact: true }) });
  return Number((await one.locator(".total-value").innerText()).replaceAll(/[^0-9]/g, ""));
};

const answered = async (workbench: Workbench, tab: string): Promise<void> => {
  await webview(workbench).getByRole("heading", { level: 1, name: tab }).waitFor();
  await webview(workbench).locator(".loading, .busy").waitFor({ state: "detached" });
};

const openTab = async (workbench: Workbench, tab: string): Promise<void> => {
  await webview(workbench).getByRole("link", { name: tab, exact: true }).click();
  await answered(workbench, tab);
};

describe("the dashboard in the editor", () => {
  const workbench = useWorkbench(() => ({
    workspace: { ...demoSettings, "reviews.yaml": reviewsYaml },
    viewport: { width: 1240, height: 860 },
  }));
  const page = () => webview(workbench());

  it("shows the totals that the plugin tells, on each of the four tabs", async () => {
    await openFile(workbench(), "reviews.yaml");
    await waitForMesh(workbench(), "the audit log");
    await runCommand(workbench(), "View: Close Primary Side Bar");
    await runCommand(workbench(), "meshaudit: Open Dashboard");
    for (const [tab, words, title, name] of [
      ["Overview", ["overview"], "Created", "created"],
      ["Operation Audit", ["user"], "Requests", "requests"],
      ["Operation Overview", ["kinds"], "Requests", "requests"],
      ["Operation Details", ["kind"], "Requests", "requests"],
    ] as const) {
      await openTab(workbench(), tab);
      expect(await total(workbench(), title), tab).toBe(reportTotals(demoLog, ...words)[name]);
    }
  });

  it("filters", async () => {
    await openTab(workbench(), "Overview");
    const created = reportTotals(demoLog, "overview", "-n", "payments")["created"];
    await page().getByLabel("Namespace", { exact: true }).fill("payments");
    await page().getByLabel("Namespace", { exact: true }).press("Enter");
    await expect.poll(() => total(workbench(), "Created")).toBe(created);
    await page().getByLabel("Namespace", { exact: true }).fill("");
    await page().getByLabel("Namespace", { exact: true }).press("Enter");
    await expect.poll(() => total(workbench(), "Created")).not.toBe(created);
  });

  it("has the editor's colours: light, dark and of high contrast", async () => {
    const colours = (): Promise<string> =>
      page()
        .locator("html")
        .evaluate((html) => [html.dataset["theme"], html.dataset["contrast"], getComputedStyle(html).backgroundColor].join(" "));
    await expect.poll(colours).toBe("dark usual rgb(31, 31, 31)");
    await switchScheme(workbench(), "light");
    await expect.poll(colours).toBe("light usual rgb(255, 255, 255)");
    await switchScheme(workbench(), "dark");
    await documentationScreenshot(workbench(), "dashboard", { area: activeGroup(workbench()) });
    await chooseTheme(workbench(), "highContrastDark");
    await expect.poll(colours).toBe("dark high rgb(0, 0, 0)");
    await chooseTheme(workbench(), "dark");
    await expect.poll(colours).toBe("dark usual rgb(31, 31, 31)");
  });

  it("saves a table where a person says", async () => {
    const table = page().getByRole("table", { name: "Commands run in containers", exact: true });
    await page().locator(".table-block", { has: table }).getByRole("button", { name: "CSV" }).click();
    await fillFileDialog(workbench(), `${workbench().workspace}/commands.csv`);
    await expect.poll(() => existsSync(`${workbench().workspace}/commands.csv`)).toBe(true);
    await expect.poll(() => readFileSync(`${workbench().workspace}/commands.csv`, "utf8")).toContain("cat /etc/passwd");
  });

  it("opens what a change changed in the editor's diff, and is where it was afterwards", async () => {
    await openTab(workbench(), "Timeline");
    const row = page().locator(".timeline-row", { hasText: "bookinfo/ratings" }).filter({ hasText: "VirtualService" });
    await row.locator("a.mark").nth(1).click();
    await page().getByRole("dialog", { name: "Change" }).getByRole("button", { name: "Open in the editor" }).click();
    const { title, original, modified } = await diffSides(workbench());
    expect(title).toContain("ratings");
    expect(original).not.toEqual(modified);
    await runCommand(workbench(), "View: Close Editor");
    await page().getByRole("dialog", { name: "Change" }).getByRole("button", { name: "Close" }).click();
    await answered(workbench(), "Timeline");
  });

  it("opens again with the window, where it was", async () => {
    await openTab(workbench(), "Operation Details");
    await runCommand(workbench(), "Developer: Reload Window");
    await workbench().page.locator(".part.statusbar .statusbar-item").first().waitFor();
    await answered(workbench(), "Operation Details");
    expect(await total(workbench(), "Requests")).toBe(reportTotals(demoLog, "kind")["requests"]);
  });
});

describe("the dashboard of a mesh that is asked from the Internet", () => {
  const workbench = useWorkbench(() => ({
    workspace: { ".vscode/settings.json": JSON.stringify({ "meshaudit.sources": ["audit.log"] }), "reviews.yaml": reviewsYaml },
    home: { "audit.log": fromTheInternet },
  }));

  it("knows the countries, draws them, and loads nothing from elsewhere", async () => {
    await openFile(workbench(), "reviews.yaml");
    await waitForMesh(workbench(), "the audit log");
    await runCommand(workbench(), "View: Close Primary Side Bar");
    await runCommand(workbench(), "meshaudit: Open Dashboard");
    await answered(workbench(), "Overview");
    expect(await total(workbench(), "From the Internet")).toBeGreaterThan(0);
    const world = webview(workbench()).locator(".world");
    await world.locator("path.land").first().waitFor({ state: "attached" });
    expect(await world.locator(".world-list").innerText()).toContain("United States");
    const refused = workbench().console.filter((line) => /Content Security Policy|TrustedScript|TrustedHTML/.test(line));
    expect(refused).toEqual([]);
  });
});

describe("the dashboard of a mesh whose log is in a store", () => {
  let kept: KeptLogs;
  beforeAll(async () => {
    kept = await keptLogs();
  });
  const workbench = useWorkbench(() => ({ ...kept.repository, settings: { "meshaudit.meshes": { "prod/**": "prod" } } }));
  afterAll(() => kept?.close());

  it("is that of the file's mesh, and counts what the plugin counts", async () => {
    await openFile(workbench(), "prod/reviews.yaml");
    await waitForMesh(workbench(), "prod");
    await runCommand(workbench(), "meshaudit: Open Dashboard");
    await answered(workbench(), "Overview");
    expect(await webview(workbench()).locator(".mesh").innerText()).toBe("prod");
    const counted = reportTotals(kept.store, "overview");
    for (const [title, name] of [
      ["Created", "created"],
      ["Updated", "updated"],
      ["Deleted", "deleted"],
    ] as const)
      expect(await total(workbench(), title), title).toBe(counted[name]);
  });
});

describe("the dashboard in a workspace that is not trusted", () => {
  const workbench = useWorkbench(() => ({ workspace: { ...demoSettings, "reviews.yaml": reviewsYaml }, trust: "ask" }));

  it("reads no log that the workspace names", async () => {
    await waitForRestrictedMode(workbench());
    await openFile(workbench(), "reviews.yaml");
    await runCommand(workbench(), "meshaudit: Open Dashboard");
    await workbench().page.getByText("There is no audit log to look into yet.").first().waitFor();
    expect(await workbench().page.locator("iframe.webview").count()).toBe(0);
  });
});
