import { runCommand } from "./palette.ts";
import { choose, quickInputBox } from "./quick-input.ts";
import { themes, type ThemeName } from "./themes.ts";
import type { Workbench } from "./workbench.ts";

/** Switches between light and dark as the system does: nothing loses the focus, not even a hover goes away. */
export const switchScheme = async ({ page }: Workbench, scheme: "light" | "dark"): Promise<void> => {
  await page.emulateMedia({ colorScheme: scheme });
  await page.locator(`.monaco-workbench.${themes[scheme].workbenchClass}`).waitFor();
};

/** Switches to a theme as a person does, in the list of themes. */
export const chooseTheme = async (workbench: Workbench, name: ThemeName): Promise<void> => {
  const { label, scheme, workbenchClass } = themes[name];
  await workbench.page.emulateMedia({ colorScheme: scheme });
  await runCommand(workbench, "Preferences: Color Theme");
  await quickInputBox(workbench).fill(label);
  await choose(workbench, label);
  await workbench.page.locator(`.monaco-workbench.${workbenchClass}`).waitFor();
};
