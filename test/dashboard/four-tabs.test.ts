import { readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";
import type { Page } from "playwright-core";
import { describe, expect, it } from "vitest";
import { bookshop } from "./serve-dashboard.ts";
import { useDashboard } from "./use-dashboard.ts";

const dashboard = useDashboard(() => bookshop);

const total = (page: Page, title: string): Promise<string> =>
  page
    .locator(".totals li", { has: page.getByText(title, { exact: true }) })
    .locator(".total-value")
    .innerText();

const cells = (page: Page, table: string, column: number): Promise<string[]> =>
  page.getByRole("table", { name: table, exact: true }).locator(`.table-body [role=row] > :nth-child(${column})`).allInnerTexts();

describe("Overview", () => {
  it("tells the totals of the log and its key events", async () => {
    const { page, open } = dashboard();
    await open("overview");
    expect(await total(page, "Created")).toBe("28");
    expect(await total(page, "Updated")).toBe("23");
    expect(await total(page, "Deleted")).toBe("9");
    expect(await cells(page, "Commands run in containers", 5)).toEqual(["id", "sh -c cat /etc/passwd"]);
  });

  it("shows a chart's query, and opens it on the query page", async () => {
    const { page, open, settled } = dashboard();
    await open("overview");
    const panel = page.getByRole("region", { name: "By verb", exact: true });
    await panel.getByRole("button", { name: "Show the query" }).click();
    const query = await panel.locator("pre").innerText();
    await panel.getByRole("link", { name: "Open in query" }).click();
    await settled();
    expect(await page.getByRole("heading", { level: 1 }).innerText()).toBe("Query");
    expect(await page.locator(".cm-content").innerText()).toBe(query);
    expect(await cells(page, "Query", 1)).toContain("get");
  });

  it("tells what is under the pointer, fills the screen, and has its numbers as a table", async () => {
    const { page, open } = dashboard();
    await open("overview");
    const panel = page.getByRole("region", { name: "By minute", exact: true });
    await panel.locator(".plot svg").hover({ position: { x: 120, y: 100 } });
    expect(await panel.locator(".tip").innerText()).toMatch(/2026-11-24 12:18:00\s+requests\s+\d+/);
    await panel.getByRole("button", { name: "Full screen" }).click();
    expect((await panel.boundingBox())?.width).toBe(1360);
    await page.keyboard.press("Escape");
    expect((await panel.boundingBox())?.width).toBeLessThan(1000);
    await panel.getByRole("button", { name: "Numbers" }).click();
    expect(await panel.getByRole("table").locator(".table-body [role=row]").count()).toBeGreaterThan(3);
  });

  it("zooms into what is dragged over: the span is in the address", async () => {
    const { page, open, settled } = dashboard();
    await open("overview");
    const before = await total(page, "Requests");
    const box = await page.getByRole("region", { name: "By minute", exact: true }).locator(".plot svg").boundingBox();
    if (box === null) throw new Error("no chart");
    await page.mouse.move(box.x + box.width * 0.4, box.y + 80);
    await page.mouse.down();
    await page.mouse.move(box.x + box.width * 0.6, box.y + 80, { steps: 5 });
    await page.mouse.up();
    await expect.poll(() => page.url()).toMatch(/from=2026-11-24T12%3A19.*to=2026-11-24T12%3A/);
    await settled();
    expect(await total(page, "Requests")).not.toBe(before);
    await page.goBack();
    await settled();
    expect(await total(page, "Requests")).toBe(before);
  });
});

describe("filters", () => {
  it("are in the address: another browser that is sent it sees the same", async () => {
    const { page, open, settled, served, context } = dashboard();
    await open("overview");
    await page.getByLabel("Namespace", { exact: true }).fill("payments");
    await page.keyboard.press("Enter");
    await expect.poll(() => page.url()).toContain("namespace=payments");
    await settled();
    const requests = await total(page, "Requests");
    expect(Number(requests)).toBeGreaterThan(0);
    const other = await context.newPage();
    await other.goto(page.url());
    await other.locator(".totals").waitFor();
    expect(await total(other, "Requests")).toBe(requests);
    await other.close();
    expect(served.base).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/$/);
    await page.getByRole("link", { name: "Without namespace payments" }).click();
    await expect.poll(() => page.url()).not.toContain("namespace");
  });

  it("that nothing fits say so, and how to go on", async () => {
    const { page, open, settled } = dashboard();
    await open("overview?namespace=nowhere");
    await page.getByText("No request fits these filters.").waitFor();
    await page.getByRole("link", { name: "Clear the filters" }).click();
    await settled();
    expect(await total(page, "Created")).toBe("28");
  });

  it("with a kind that is none say so", async () => {
    const { page, open } = dashboard();
    await open("overview?kind=virtualservics");
    expect(await page.getByRole("alert").innerText()).toMatch(/virtualservics[\s\S]*virtualservice/);
  });
});

describe("Operation Audit", () => {
  it("lists the accounts, leads to one, and from its failures to a request's event", async () => {
    const { page, open, settled } = dashboard();
    await open("operation-audit");
    await page.getByRole("link", { name: "alice@example.com" }).first().click();
    await settled();
    expect(await page.getByRole("heading", { level: 1 }).innerText()).toBe("Operation Audit: alice@example.com");
    expect(await total(page, "Created")).toBe("16");
    const failures = page.getByRole("table", { name: "Failures", exact: true });
    await failures.locator(".table-body [role=row]").first().locator("[role=cell]").first().click();
    const drawer = page.getByRole("dialog", { name: "Request" });
    await drawer.getByText("The event").waitFor();
    expect(await drawer.innerText()).toContain("alice@example.com");
    expect(page.url()).toContain("request=");
    await page.keyboard.press("Escape");
    await expect.poll(() => drawer.count()).toBe(0);
  });

  it("of an account that was never seen says so", async () => {
    const { page, open } = dashboard();
    await open("operation-audit?subject=nobody%40example.com");
    await page.getByText("This account was never seen in the log.").waitFor();
  });
});

describe("Operation Overview", () => {
  it("has each main kind, sorted as it is clicked, filtered as it is typed", async () => {
    const { page, open } = dashboard();
    await open("operation-overview");
    const kinds = page.getByRole("table", { name: "Kinds", exact: true });
    await kinds.getByRole("button", { name: /^Kind/ }).click();
    expect(await kinds.getByRole("columnheader", { name: "Kind" }).getAttribute("aria-sort")).toBe("ascending");
    const names = await cells(page, "Kinds", 1);
    expect(names).toEqual(names.toSorted((a, b) => a.localeCompare(b, "en")));
    await page.getByLabel("Filter the rows of Kinds", { exact: true }).fill("virtualservice");
    expect(await cells(page, "Kinds", 1)).toEqual(["VirtualService"]);
  });
});

describe("Operation Details", () => {
  it("goes down from a kind to an object's history and the difference that a change made", async () => {
    const { page, open, settled } = dashboard();
    await open("operation-details");
    await page.getByRole("table", { name: "Kinds", exact: true }).getByRole("link", { name: "VirtualService" }).click();
    await settled();
    expect(await page.getByRole("heading", { level: 1 }).innerText()).toContain("VirtualService");
    await page
      .getByRole("table", { name: "Most changed objects" })
      .getByRole("link", { name: /\/reviews$/ })
      .click();
    await settled();
    expect(await page.getByRole("heading", { level: 1 }).innerText()).toBe("VirtualService bookinfo/reviews");
    expect(await page.locator(".changes .change").count()).toBe(9);
    await page.getByRole("link", { name: "timeout of route default 3s -> 10s" }).click();
    await settled();
    const difference = page.getByLabel("Difference, line by line");
    await expect.poll(() => difference.locator(".diff-added").allInnerTexts()).toEqual([expect.stringContaining("timeout: 10s")]);
    expect(await difference.locator(".diff-removed").allInnerTexts()).toEqual([expect.stringContaining("timeout: 3s")]);
    await page.getByLabel("Compare with").selectOption({ index: 8 });
    await expect.poll(() => difference.locator(".diff-added").count()).toBeGreaterThan(3);
  });

  it("exports what is shown as CSV", async () => {
    const { page, open } = dashboard();
    await open("operation-details?subject=VirtualService");
    const panel = page.getByRole("region", { name: "Most changed objects" });
    const [download] = await Promise.all([page.waitForEvent("download"), panel.getByRole("button", { name: "CSV" }).click()]);
    expect(download.suggestedFilename()).toBe("most-changed-objects.csv");
    const text = readFileSync(await download.path(), "utf8");
    expect(text.split("\r\n")[0]).toContain("Kind,");
    expect(text).toContain("virtualservices.networking.istio.io/reviews,bookinfo");
  });
});

describe("a span compared with the one before", () => {
  it("says what became more and what less", async () => {
    const { page, open } = dashboard();
    await open("overview?compare=before&from=2026-11-24T12%3A19%3A15.000Z&to=2026-11-24T12%3A19%3A30.000Z");
    expect(await page.locator(".totals li", { hasText: "Created" }).innerText()).toMatch(/▼\s*\d+(\.\d)?% less/);
    await open("overview?compare=before");
    await page.getByText("To compare, choose a time that begins somewhere").waitFor();
  });
});

describe("what a browser loads first", () => {
  it("is at most 400 KB, packed, and has neither the map nor the editor", async () => {
    const { served, context } = dashboard();
    const page = await context.newPage();
    const bodies: Promise<Buffer>[] = [];
    const paths: string[] = [];
    page.on("response", (response) => {
      if (response.url().includes("/api/")) return;
      paths.push(new URL(response.url()).pathname);
      bodies.push(response.body());
    });
    await page.goto(`${served.base}#/timeline`);
    await page.locator(".timeline-row").first().waitFor();
    const bytes = (await Promise.all(bodies)).reduce((sum, body) => sum + gzipSync(body).length, 0);
    console.log(`loaded first: ${paths.join(" ")}, ${(bytes / 1024).toFixed(0)} KB packed`);
    expect(bytes).toBeLessThan(400 * 1024);
    expect(paths.filter((path) => path.startsWith("/part-") || path.includes("world"))).toEqual([]);
    await page.close();
  });
});
