import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { reportPage } from "@meshaudit/dashboard";
import type { Report } from "@meshaudit/core";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { findChromium, launchChromium } from "../editor/workbench/chromium.ts";
import { bookshop, root } from "./serve-dashboard.ts";

const program = join(root, "packages/kubectl-meshaudit/bin/kubectl-meshaudit.cjs");
const page = join(root, "packages/kubectl-meshaudit/dist/dashboard");

const folder = mkdtempSync(join(tmpdir(), "meshaudit-report-"));
let report: Report;
let browser: Browser;

beforeAll(async () => {
  const args = [program, "report", "overview", "--from", bookshop, "-o", "json"];
  report = JSON.parse(execFileSync(process.execPath, args, { encoding: "utf8", maxBuffer: 1 << 28 })) as Report;
  browser = await launchChromium(findChromium());
});

afterAll(async () => {
  await browser.close();
  rmSync(folder, { recursive: true });
});

/** Opens a report's file as a person does who was sent it; gives the page, and all that it asked for or did wrong. */
const openFile = async (report: Report): Promise<{ page: Page; wrong: string[] }> => {
  const path = join(folder, "report.html");
  writeFileSync(path, await reportPage(report, page));
  const opened = await browser.newPage({ timezoneId: "UTC" });
  const wrong: string[] = [];
  opened.on("request", (request) => request.url() === pathToFileURL(path).href || wrong.push(request.url()));
  opened.on("console", (message) => message.type() === "error" && wrong.push(message.text()));
  opened.on("pageerror", (error) => wrong.push(error.message));
  await opened.goto(pathToFileURL(path).href);
  await opened.locator("main h1").waitFor();
  return { page: opened, wrong };
};

describe("a report as one HTML file", () => {
  it("shows its totals, charts and tables, asks nobody, and leads nowhere", async () => {
    const { page, wrong } = await openFile(report);
    expect(await page.locator("main h1").innerText()).toBe("Overview");
    expect(await page.locator(".totals").innerText()).toMatch(/Created\s+28/);
    expect(await page.locator(".plot svg").count()).toBeGreaterThan(0);
    expect(await page.getByRole("table", { name: "Denied", exact: true }).locator(".table-body [role=row]").count()).toBe(6);
    expect(await page.locator("a[href]").count()).toBe(0);
    expect(wrong).toEqual([]);
    await page.close();
  });

  it("shows what came from where on the map that it has with it", async () => {
    const points = [
      { x: "DE", y: 120 },
      { x: "SG", y: 7 },
      { x: "US", y: 31 },
    ];
    const charts = [{ id: "countries", title: "By country", type: "map" as const, query: "*", series: [{ name: "requests", points }] }];
    const { page, wrong } = await openFile({ ...report, charts });
    expect(await page.locator(".world-list").innerText()).toMatch(/Germany\s+120\s+United States\s+31\s+Singapore\s+7/);
    expect(await page.locator("path.land.s5").count()).toBe(1);
    expect(await page.locator("circle.land.small").count()).toBe(1);
    expect(wrong).toEqual([]);
    await page.close();
  });

  it("takes text that a stranger wrote for text", async () => {
    const evil = `</script><script>window.pwned=1</script><img src=x onerror="window.pwned=2"><!--`;
    const tables = report.tables.map((table) => ({ ...table, title: evil, rows: table.rows.map((row) => ({ ...row, user: evil })) }));
    const { page, wrong } = await openFile({ ...report, tables });
    expect(await page.evaluate(() => (globalThis as { pwned?: number }).pwned)).toBeUndefined();
    expect(await page.locator("img").count()).toBe(0);
    expect(await page.locator("main").innerText()).toContain("<img src=x");
    expect(wrong).toEqual([]);
    await page.close();
  });
});
