import { runCommand } from "./palette.ts";
import { shownText } from "./shown-text.ts";
import type { Workbench } from "./workbench.ts";

/** What the Problems view lists, files and their problems, as a screen reader says them; none when it is empty. */
export const problems = async (workbench: Workbench): Promise<string[]> => {
  await runCommand(workbench, "Problems: Focus on Problems View");
  const panel = workbench.page.locator(".markers-panel");
  await panel.waitFor();
  await panel.locator(".monaco-list-row:visible, .message-box-container:visible").first().waitFor();
  const labels = await panel
    .locator(".monaco-list-row")
    .evaluateAll((elements) => elements.map((element) => element.getAttribute("aria-label") ?? ""));
  await runCommand(workbench, "View: Hide Panel");
  return labels.map(shownText);
};
