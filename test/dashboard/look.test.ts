import { mkdirSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { describe, expect, it } from "vitest";
import { bookshop, root } from "./serve-dashboard.ts";
import { useDashboard } from "./use-dashboard.ts";

const dashboard = useDashboard(() => bookshop);

const query = "* | SELECT time, user.username, verb, requestURI, responseStatus.code, auditID FROM requests ORDER BY time DESC";

const views: [name: string, view: string][] = [
  ["overview", "overview"],
  ["operation-audit", "operation-audit?subject=alice%40example.com"],
  ["operation-overview", "operation-overview"],
  ["operation-details", "operation-details?subject=VirtualService"],
  ["timeline", "timeline"],
  ["object", "object?subject=virtualservices.networking.istio.io%2Fbookinfo%2Freviews"],
  ["query", `query?query=${encodeURIComponent(query)}`],
];

/** The pictures that README.md and docs/dashboard.md show. */
const shown = [
  "overview-light",
  "overview-dark",
  "operation-audit-light",
  "operation-overview-dark",
  "operation-details-light",
  "timeline-light",
  "timeline-dark",
  "object-light",
  "query-dark",
  "overview-phone",
  "timeline-phone",
  "object-phone",
];

/** Takes a picture for the docs where they are asked for; `all` also takes those that the docs do not show, to be looked at. */
const picture = async (page: Page, name: string): Promise<void> => {
  const asked = process.env["MESHAUDIT_SCREENSHOTS"] ?? "";
  if (asked === "" || (asked !== "all" && !shown.includes(name))) return;
  const folder = join(root, asked === "all" ? "test/dashboard/.out" : "docs/images/dashboard");
  mkdirSync(folder, { recursive: true });
  await page.screenshot({ path: join(folder, `${name}.png`) });
};

/** How far the page may be scrolled sideways, in pixels. */
const sideways = (page: Page): Promise<number> => page.evaluate(() => document.documentElement.scrollWidth - innerWidth);

/** Controls that a screen reader could not name. */
const nameless = (page: Page): Promise<string[]> =>
  page.evaluate(() =>
    [...document.querySelectorAll<HTMLElement>("button, a[href], input, select, [tabindex='0'], [role=table], dialog")]
      .filter((element) => element.checkVisibility())
      .filter((element) => {
        const labels = element instanceof HTMLInputElement || element instanceof HTMLSelectElement ? (element.labels?.length ?? 0) : 0;
        const title = element.querySelector("title");
        return labels === 0 && !element.ariaLabel && element.textContent?.trim() === "" && title === null;
      })
      .map((element) => element.outerHTML.slice(0, 120)),
  );

/** Contrast of the page's text to its ground, by WCAG 2. */
const contrast = (page: Page, selector: string): Promise<number> =>
  page.evaluate((selector) => {
    const element = document.querySelector(selector);
    if (element === null) return 0;
    const rgb = (text: string): number[] => (/rgba?\(([^)]+)\)/.exec(text)?.[1] ?? "0,0,0,0").split(",").map(Number);
    const light = (colour: number[]): number =>
      colour
        .slice(0, 3)
        .map((part) => (part / 255 <= 0.03928 ? part / 255 / 12.92 : ((part / 255 + 0.055) / 1.055) ** 2.4))
        .reduce((sum, part, index) => sum + part * ([0.2126, 0.7152, 0.0722][index] ?? 0), 0);
    let ground: Element | null = element;
    while (ground !== null && rgb(getComputedStyle(ground).backgroundColor)[3] === 0) ground = ground.parentElement;
    const [a = 0, b = 0] = [
      light(rgb(getComputedStyle(element).color)),
      light(rgb(getComputedStyle(ground ?? document.documentElement).backgroundColor)),
    ];
    return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
  }, selector);

describe.each(["light", "dark"] as const)("%s", (colorScheme) => {
  it.each(views)("%s can be read and named", async (name, view) => {
    const { page, open } = dashboard();
    await page.emulateMedia({ colorScheme });
    await page.setViewportSize({ width: 1280, height: 800 });
    await open(view);
    await expect.poll(() => sideways(page)).toBe(0);
    expect(await nameless(page)).toEqual([]);
    for (const selector of ["main h1", ".tabs a:not([aria-current])", ".about, .hint"])
      expect(await contrast(page, selector)).toBeGreaterThan(4.5);
    await picture(page, `${name}-${colorScheme}`);
  });
});

describe("a phone", () => {
  it.each(views)("shows %s without sideways scrolling", async (name, view) => {
    const { page, open, settled } = dashboard();
    await page.emulateMedia({ colorScheme: "light" });
    await page.setViewportSize({ width: 390, height: 844 });
    await open(view);
    await page.reload();
    await settled();
    await expect.poll(() => sideways(page)).toBe(0);
    await picture(page, `${name}-phone`);
  });
});

describe("the switch of the theme", () => {
  it("holds whatever the system has, also when the page is loaded again", async () => {
    const { page, open, settled } = dashboard();
    await page.emulateMedia({ colorScheme: "light" });
    await page.setViewportSize({ width: 1280, height: 800 });
    await open("overview");
    const ground = (): Promise<string> => page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);
    const light = await ground();
    await page.getByLabel("Theme").selectOption("dark");
    await expect.poll(ground).not.toBe(light);
    await page.reload();
    await settled();
    expect(await ground()).not.toBe(light);
    await page.getByLabel("Theme").selectOption("system");
    await expect.poll(ground).toBe(light);
  });
});

describe("the keyboard", () => {
  it("goes from the skip link over the tabs to the rows of a table, and opens one", async () => {
    const { page, open } = dashboard();
    await open("overview");
    await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
    await page.keyboard.press("Tab");
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe("To the content");
    await page.getByRole("link", { name: "Operation Details" }).focus();
    await page.keyboard.press("Enter");
    await page.getByRole("table", { name: "Kinds", exact: true }).waitFor();
    await open("overview");
    await page.getByRole("table", { name: "Denied", exact: true }).focus();
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Enter");
    await page.getByRole("dialog", { name: "Request" }).waitFor();
    await page.keyboard.press("Escape");
  });
});
