import { exactly, shownText } from "./shown-text.ts";
import { shortly, untilItComes } from "./until-it-comes.ts";
import type { Workbench } from "./workbench.ts";

/** Opens the menu of quick fixes at the cursor, and returns what it offers. It is asked for again where there is none yet. */
export const openCodeActions = (workbench: Workbench): Promise<string[]> =>
  untilItComes("quick fix", async () => {
    const { page } = workbench;
    // Closes the message that there is none.
    await page.keyboard.press("Escape");
    await page.keyboard.press("Control+.");
    const rows = page.locator(".action-widget .monaco-list-row.action .title");
    await rows.first().waitFor(shortly);
    return (await rows.allInnerTexts()).map(shownText);
  });

/** Chooses from the open menu of quick fixes. */
export const chooseCodeAction = async (workbench: Workbench, title: string): Promise<void> => {
  const { page } = workbench;
  await page
    .locator(".action-widget .monaco-list-row.action")
    .filter({ has: page.locator(".title").filter({ hasText: exactly(title) }) })
    .click();
  await page.locator(".action-widget .monaco-list-row.action").first().waitFor({ state: "hidden" });
};
