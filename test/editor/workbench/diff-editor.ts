import { activeGroup } from "./editor.ts";
import { shownLines } from "./shown-text.ts";
import type { Workbench } from "./workbench.ts";

/** The diff editor in sight: the title of its tab and the lines in sight of both sides, once the comparison is drawn. */
export const diffSides = async (workbench: Workbench): Promise<{ title: string; original: string[]; modified: string[] }> => {
  const group = activeGroup(workbench);
  const diff = group.locator(".monaco-diff-editor:visible");
  await diff.locator(".editor.original .view-line").first().waitFor();
  await diff.locator(".editor.modified .view-line").first().waitFor();
  return {
    title: (await group.locator(".tab.active .label-name").first().innerText()).trim(),
    original: await shownLines(diff.locator(".editor.original")),
    modified: await shownLines(diff.locator(".editor.modified")),
  };
};
