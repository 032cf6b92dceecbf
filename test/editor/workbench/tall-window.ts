import type { Workbench } from "./workbench.ts";

const height = 6_000;

/** Runs `read` in a very tall window: editors, lists and trees have in the page only what is in sight. */
export const withTallWindow = async <T>({ page }: Workbench, read: () => Promise<T>): Promise<T> => {
  const size = page.viewportSize() ?? { width: 1400, height: 850 };
  const resize = async (tall: number): Promise<void> => {
    await page.setViewportSize({ width: size.width, height: tall });
    await page.waitForFunction((wanted) => document.querySelector(".monaco-workbench")?.clientHeight === wanted, tall);
    await page.evaluate(() => new Promise<void>((resolve) => requestAnimationFrame(() => requestAnimationFrame(() => resolve()))));
  };
  await resize(height);
  try {
    return await read();
  } finally {
    await resize(size.height);
  }
};
