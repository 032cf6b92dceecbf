import { afterAll, afterEach, beforeAll, expect } from "vitest";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { findChromium, launchChromium } from "../editor/workbench/chromium.ts";
import { serveDashboard, type ServedDashboard } from "./serve-dashboard.ts";

/** A dashboard in a browser. */
export interface OpenDashboard {
  served: ServedDashboard;
  context: BrowserContext;
  page: Page;
  /** Goes to a view, such as `overview?namespace=bookinfo`, and waits until it is answered. */
  open(view: string): Promise<void>;
  /** Waits until nothing is on its way. */
  settled(): Promise<void>;
}

/** What the page did that it never may: scripts that failed or were refused, questions to other places. */
const watched = (page: Page, base: string): string[] => {
  const wrong: string[] = [];
  page.on("pageerror", (error) => wrong.push(`error: ${error.message}`));
  page.on("dialog", (dialog) => {
    wrong.push(`dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  page.on("console", (message) => {
    // A refused question is shown on the page, which the tests look at; the browser writes of it here too.
    if (message.type() === "error" && !message.text().startsWith("Failed to load resource")) wrong.push(`console: ${message.text()}`);
  });
  page.on("request", (request) => {
    if (!request.url().startsWith(base) && !request.url().startsWith("blob:") && !request.url().startsWith("data:"))
      wrong.push(`asked ${request.url()}`);
  });
  return wrong;
};

/** Starts the command on a log and opens what it prints, once for all tests of a file; each test sees that the page did nothing wrong. */
export const useDashboard = (logOf: () => string | Promise<string>): (() => OpenDashboard) => {
  let browser: Browser | undefined;
  let open: OpenDashboard | undefined;
  let wrong: string[] = [];
  beforeAll(async () => {
    const served = await serveDashboard(await logOf());
    browser = await launchChromium(findChromium());
    const context = await browser.newContext({
      viewport: { width: 1360, height: 860 },
      timezoneId: "UTC",
      locale: "en-GB",
      acceptDownloads: true,
    });
    const page = await context.newPage();
    wrong = watched(page, served.base);
    const settled = async (): Promise<void> => {
      // What was done takes effect with the next frames.
      await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done, 20)))));
      await page.waitForFunction(() => document.querySelector("main h1") !== null && document.querySelector(".loading, .busy") === null);
    };
    await page.goto(served.url);
    await settled();
    open = {
      served,
      context,
      page,
      settled,
      async open(view) {
        await page.goto(`${served.base}#/${view}`);
        await settled();
      },
    };
  });
  afterEach(() => expect(wrong.splice(0)).toEqual([]));
  afterAll(async () => {
    await browser?.close();
    await open?.served.stop();
  });
  return () => {
    if (open === undefined) throw new Error("the dashboard is not open");
    return open;
  };
};
