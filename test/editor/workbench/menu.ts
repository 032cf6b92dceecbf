import type { Locator } from "playwright-core";
import { exactly, shownText } from "./shown-text.ts";
import { shortly, untilItComes, type Patience } from "./until-it-comes.ts";
import type { Workbench } from "./workbench.ts";

const entries = ({ page }: Workbench): Locator =>
  page.locator(".monaco-menu-container .monaco-menu .action-item:not(.disabled) .action-menu-item");

/** Waits until a context menu is open. */
export const waitForMenu = (workbench: Workbench, patience: Patience = {}): Promise<void> => entries(workbench).first().waitFor(patience);

const openMenu = ({ page }: Workbench): Locator => page.locator(".monaco-menu-container .monaco-menu").first();

/** Chooses an entry of the context menu that is open. A menu takes no click in the first moments after it opened: it stays, and is clicked again. */
export const chooseFromMenu = async (workbench: Workbench, entry: string): Promise<void> => {
  const label = workbench.page.locator(".action-label").filter({ hasText: exactly(entry) });
  const wanted = entries(workbench).filter({ has: label }).first();
  await wanted.waitFor();
  await untilItComes(`end of the menu after ${entry}`, async () => {
    if (await openMenu(workbench).isVisible()) await wanted.click(shortly);
    await openMenu(workbench).waitFor({ state: "hidden", ...shortly });
  });
};

/** The entries of the context menu that is open, which is closed again. */
export const menuEntries = async (workbench: Workbench): Promise<string[]> => {
  await waitForMenu(workbench);
  const labels = await entries(workbench).locator(".action-label").allInnerTexts();
  await workbench.page.keyboard.press("Escape");
  await openMenu(workbench).waitFor({ state: "hidden" });
  return labels.map(shownText);
};
