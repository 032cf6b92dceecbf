import { describe, expect, it } from "vitest";
import { bookshop } from "./serve-dashboard.ts";
import { useDashboard } from "./use-dashboard.ts";

const dashboard = useDashboard(() => bookshop);

describe("the timeline", () => {
  it("has an object a row, and opens what a change changed", async () => {
    const { page, open } = dashboard();
    await open("timeline");
    expect(await page.locator(".table-count").innerText()).toBe("27 objects, 60 changes");
    await page.getByLabel("Filter the objects").fill("ratings");
    expect(await page.locator(".timeline-row").count()).toBe(2);
    const row = page.locator(".timeline-row", { hasText: "VirtualService" });
    await row.locator("a.mark").nth(1).click();
    const drawer = page.getByRole("dialog", { name: "Change" });
    await drawer.locator(".diff-added").first().waitFor();
    await expect.poll(() => drawer.innerText()).toMatch(/argocd apply\s+2026-11-24 12:19/);
    expect(page.url()).toMatch(/object=.*ratings.*|change=/);
    await drawer.getByRole("button", { name: "Close" }).click();
  });

  it("takes marks that lie on each other apart, down to milliseconds, and back", async () => {
    const { page, open } = dashboard();
    await open("timeline");
    await page.getByLabel("Filter the objects").fill("");
    const row = page.locator(".timeline-row", { hasText: "payments/checkout" });
    const marks = (): Promise<number> => row.locator("a.mark").count();
    await expect.poll(marks).toBe(1);
    await row.locator("a.mark").click();
    await expect.poll(marks).toBe(4);
    await page.locator(".timeline-scroll").focus();
    for (let i = 0; i < 5; i += 1) await page.keyboard.press("+");
    expect(await page.locator(".timeline-ticks").innerText()).toMatch(/\d\d:\d\d\.\d\d\d/);
    await page.keyboard.press("0");
    await expect.poll(marks).toBe(1);
  });

  it("colours marks by risk when asked to: the address has it", async () => {
    const { page, open } = dashboard();
    await open("timeline");
    await page.getByRole("button", { name: "By risk" }).click();
    expect(page.url()).toContain("colour=risk");
    expect(await page.locator("a.mark.r-high, a.mark.r-medium").count()).toBeGreaterThan(0);
  });
});

describe("the query page", () => {
  it("runs what is typed, completes columns, and keeps it", async () => {
    const { page, open, settled } = dashboard();
    await open("query");
    await page.locator(".cm-content").click();
    await page.keyboard.type("* | SELECT verb, count(*) AS n FROM requests GROUP BY verb ORDER BY n DES");
    await page.keyboard.type("C");
    await page.keyboard.press("Escape");
    await page.keyboard.press("Control+Enter");
    await expect.poll(() => page.url()).toContain("query=");
    await settled();
    const rows = page.getByRole("table", { name: "Query" }).locator(".table-body [role=row]");
    expect(await rows.first().innerText()).toMatch(/get\s+4\d\d/);
    await open("query");
    expect(await page.getByRole("option", { name: /^\* \| SELECT verb, count/ }).count()).toBe(1);
    await page.locator(".cm-content").click();
    await page.keyboard.type("* | SELECT requestU");
    await expect
      .poll(() => page.locator(".cm-tooltip-autocomplete li").allInnerTexts())
      .toContainEqual(expect.stringContaining("requestURI"));
    await page.keyboard.press("Escape");
  });

  it("marks what is wrong in the text, and says what to do", async () => {
    const { page, open } = dashboard();
    await open(`query?query=${encodeURIComponent("* | SELECT verbb FROM requests")}`);
    expect(await page.getByRole("alert").innerText()).toContain("verbb");
    await expect.poll(() => page.locator(".cm-lintRange-error").allInnerTexts()).toEqual(["verbb"]);
  });

  it("refuses what would read a file", async () => {
    const { page, open } = dashboard();
    await open(`query?query=${encodeURIComponent("* | SELECT * FROM read_text('/etc/passwd')")}`);
    expect(await page.getByRole("alert").innerText()).toContain("read_text");
  });
});

describe("a table of 100,000 rows", () => {
  it("draws only those in sight, wherever it is scrolled to", async () => {
    const { page, open } = dashboard();
    const rows = Array.from({ length: 100_000 }, (_, index) => ({ n: index, name: `row ${index}` }));
    const result = {
      kind: "QueryResult",
      columns: [
        { name: "n", type: "long" },
        { name: "name", type: "text" },
      ],
      rows,
      cut: false,
      count: rows.length,
    };
    const reply = JSON.stringify({ result, seen: true, near: [], notes: [] });
    await page.route("**/api/v1/query", (route) => route.fulfill({ status: 200, contentType: "application/json", body: reply }));
    await open("query?query=many");
    const table = page.getByRole("table", { name: "Query" });
    await table.waitFor();
    expect(await table.getAttribute("aria-rowcount")).toBe("100001");
    const drawn = (): Promise<number> => page.locator(".table-body [role=row]").count();
    expect(await drawn()).toBeLessThan(60);
    await table.focus();
    await page.keyboard.press("End");
    await expect.poll(() => page.locator(".table-body").innerText()).toContain("row 99999");
    expect(await drawn()).toBeLessThan(60);
    const longest = await page.evaluate(async () => {
      const scroller = document.querySelector(".table-scroll");
      if (scroller === null) return Infinity;
      let longest = 0;
      for (let step = 0; step < 40; step += 1) {
        const begin = performance.now();
        scroller.scrollTop = step * 80_000;
        await new Promise((done) => requestAnimationFrame(() => setTimeout(done, 0)));
        longest = Math.max(longest, performance.now() - begin);
      }
      return longest;
    });
    console.log(`longest frame while scrolling through 100,000 rows: ${longest.toFixed(0)} ms`);
    await page.getByLabel("Filter the rows of Query").fill("row 777");
    expect(await page.locator(".table-count").innerText()).toMatch(/^111 of/);
    await page.unroute("**/api/v1/query");
  });
});
