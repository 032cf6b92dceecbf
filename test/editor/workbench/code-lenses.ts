import { activeEditor } from "./editor.ts";
import { shownText } from "./shown-text.ts";
import type { Workbench } from "./workbench.ts";

/** The texts of the code lenses in sight of the active editor, a line of lenses each. */
export const codeLenses = async (workbench: Workbench): Promise<string[]> =>
  (await activeEditor(workbench).locator(".codelens-decoration").allInnerTexts()).map(shownText);

/** Clicks a code lens. */
export const clickCodeLens = (workbench: Workbench, text: string): Promise<void> =>
  activeEditor(workbench).locator(".codelens-decoration a").filter({ hasText: text }).first().click();
