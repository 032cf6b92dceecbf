import type { Locator } from "playwright-core";
import { shownText } from "./shown-text.ts";
import { shortly, untilItComes } from "./until-it-comes.ts";
import type { Workbench } from "./workbench.ts";

/** The entry of the status bar that shows a text. */
export const statusBarItem = ({ page }: Workbench, text: string | RegExp): Locator =>
  page.locator(".part.statusbar .statusbar-item:visible").filter({ hasText: text }).first();

/** The texts of the status bar, and what a screen reader says of each. */
export const statusBar = async ({ page }: Workbench): Promise<{ text: string; spoken: string }[]> => {
  const items = await page.locator(".part.statusbar .statusbar-item:visible").evaluateAll((elements) =>
    elements.map((element) => ({
      text: element.textContent ?? "",
      spoken: element.querySelector("[aria-label]")?.getAttribute("aria-label") ?? element.getAttribute("aria-label") ?? "",
    })),
  );
  return items.map(({ text, spoken }) => ({ text: shownText(text).trim(), spoken: shownText(spoken) }));
};

/** The tooltip of an entry, once it is shown. */
export const statusBarTooltip = async (workbench: Workbench, text: string | RegExp): Promise<string> => {
  const tooltip = workbench.page.locator(".workbench-hover .hover-contents:visible").first();
  return untilItComes("tooltip", async () => {
    await workbench.page.mouse.move(1, 1);
    await statusBarItem(workbench, text).locator("a, .statusbar-item-label").first().hover();
    await tooltip.waitFor(shortly);
    return shownText(await tooltip.innerText(shortly));
  });
};

/** Clicks an entry. */
export const clickStatusBarItem = (workbench: Workbench, text: string | RegExp): Promise<void> =>
  statusBarItem(workbench, text).locator("a, .statusbar-item-label").first().click();
