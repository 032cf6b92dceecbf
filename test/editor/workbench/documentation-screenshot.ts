import { mkdirSync } from "node:fs";
import { join, resolve } from "node:path";
import type { Locator } from "playwright-core";
import { switchScheme } from "./theme.ts";
import type { Workbench } from "./workbench.ts";

const folder = resolve(import.meta.dirname, "../../../packages/vscode-ext/media/screenshots");

export interface ScreenshotOptions {
  /** Brings back what the switch of the theme took away, such as a tooltip. Runs before each picture. */
  show?: () => Promise<unknown>;
  /** What is to be in the picture; the whole window when left out. With several, the smallest rectangle around them all. */
  area?: Locator | Locator[];
  /** Pixels left around `area`. */
  margin?: number;
  /** At most so many pixels of it, from the top: a long empty rest shows nothing. */
  height?: number;
}

/**
 * Takes the picture `NAME-light.png` and `NAME-dark.png` of what is shown for the extension's README. It does so only in
 * `npm run test:editor -- --screenshots`; else it does nothing at all, so that a test may call it where it is.
 */
export const documentationScreenshot = async (workbench: Workbench, name: string, options: ScreenshotOptions = {}): Promise<void> => {
  if (!process.env["MESHAUDIT_SCREENSHOTS"]) return;
  mkdirSync(folder, { recursive: true });
  const { page } = workbench;
  const before = await page.evaluate(() => matchMedia("(prefers-color-scheme: light)").matches);
  for (const scheme of ["light", "dark"] as const) {
    await switchScheme(workbench, scheme);
    await options.show?.();
    const clip = await clipOf(options);
    await page.screenshot({
      path: join(folder, `${name}-${scheme}.png`),
      caret: "hide",
      animations: "disabled",
      ...(clip === null ? {} : { clip }),
    });
  }
  await switchScheme(workbench, before ? "light" : "dark");
};

const clipOf = async ({
  area = [],
  margin = 0,
  height = Number.POSITIVE_INFINITY,
}: ScreenshotOptions): Promise<{ x: number; y: number; width: number; height: number } | null> => {
  const boxes = await Promise.all([area].flat().map((locator) => locator.boundingBox()));
  const found = boxes.filter((box) => box !== null);
  if (found.length === 0) return null;
  const x = Math.max(0, Math.min(...found.map((box) => box.x)) - margin);
  const y = Math.max(0, Math.min(...found.map((box) => box.y)) - margin);
  const right = Math.max(...found.map((box) => box.x + box.width)) + margin;
  const bottom = Math.max(...found.map((box) => box.y + box.height)) + margin;
  return { x, y, width: right - x, height: Math.min(height, bottom - y) };
};
