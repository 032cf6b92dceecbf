import type { Locator } from "playwright-core";
import { exactly, shownText } from "./shown-text.ts";
import type { Patience } from "./until-it-comes.ts";
import type { Workbench } from "./workbench.ts";

const entries = ({ page }: Workbench): Locator =>
  page.locator(".monaco-menu-container .monaco-menu .action-item:not(.disabled) .action-menu-item");

/** Waits until a context menu is open. */
export const waitForMenu = (workbench: Workbench, patience: Patience = {}): Promise<void> => entries(workbench).first().waitFor(patience);

/** Chooses an entry of the context menu that is open. */
export const chooseFromMenu = async (workbench: Workbench, entry: string): Promise<void> => {
  const label = workbench.page.locator(".action-label").filter({ hasText: exactly(entry) });
  await entries(workbench).filter({ has: label }).first().click();
  await workbench.page.locator(".monaco-menu-container .monaco-menu").first().waitFor({ state: "hidden" });
};

/** The entries of the context menu that is open, which is closed again. */
export const menuEntries = async (workbench: Workbench): Promise<string[]> => {
  await waitForMenu(workbench);
  const labels = await entries(workbench).locator(".action-label").allInnerTexts();
  await workbench.page.keyboard.press("Escape");
  await workbench.page.locator(".monaco-menu-container .monaco-menu").first().waitFor({ state: "hidden" });
  return labels.map(shownText);
};
