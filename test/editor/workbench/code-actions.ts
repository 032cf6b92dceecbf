import { exactly, shownText } from "./shown-text.ts";
import type { Workbench } from "./workbench.ts";

/** Opens the menu of quick fixes at the cursor, and returns what it offers. */
export const openCodeActions = async (workbench: Workbench): Promise<string[]> => {
  await workbench.page.keyboard.press("Control+.");
  const rows = workbench.page.locator(".action-widget .monaco-list-row.action .title");
  await rows.first().waitFor();
  return (await rows.allInnerTexts()).map(shownText);
};

/** Chooses from the open menu of quick fixes. */
export const chooseCodeAction = async (workbench: Workbench, title: string): Promise<void> => {
  const { page } = workbench;
  await page
    .locator(".action-widget .monaco-list-row.action")
    .filter({ has: page.locator(".title").filter({ hasText: exactly(title) }) })
    .click();
  await page.locator(".action-widget .monaco-list-row.action").first().waitFor({ state: "hidden" });
};
