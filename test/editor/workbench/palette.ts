import { errors } from "playwright-core";
import { expect } from "vitest";
import { dismissQuickInput, leavingQuickInput, quickInputBox, quickInputRows, rowsLabelled } from "./quick-input.ts";
import { shortly } from "./until-it-comes.ts";
import type { Workbench } from "./workbench.ts";

/** Runs a command by the title that the palette shows, category and all: `meshaudit: Show Mesh`. The command may ask for more input. */
export const runCommand = (workbench: Workbench, title: string): Promise<void> => chooseFromPalette(workbench, `>${title}`, title);

/** Whether the palette offers a command now. */
export const offersCommand = (workbench: Workbench, title: string): Promise<boolean> =>
  untilTaken(workbench, async () => {
    await openPalette(workbench, `>${title}`);
    await quickInputRows(workbench).first().waitFor(shortly);
    const offered = (await rowsLabelled(workbench, title).count()) > 0;
    await dismissQuickInput(workbench);
    return offered;
  });

/** Types into the box that takes commands (`>`), files and lines (`:`), and chooses from what it offers. */
export const chooseFromPalette = (workbench: Workbench, text: string, label: string, description = ""): Promise<void> =>
  untilTaken(workbench, async () => {
    await openPalette(workbench, text);
    const row = rowsLabelled(workbench, label, description).first();
    const box = quickInputBox(workbench);
    const sees = async (): Promise<string> => ((await row.isVisible()) ? "the entry" : (await box.isVisible()) ? "no entry yet" : "no box");
    await expect.poll(sees, { message: `${label} in the palette` }).not.toBe("no entry yet");
    await leavingQuickInput(workbench, () => row.click(shortly));
  });

/** Types into the box that takes commands, files and lines, and confirms what it takes by itself: `:12:3`. */
export const confirmInPalette = (workbench: Workbench, text: string): Promise<void> =>
  untilTaken(workbench, async () => {
    await openPalette(workbench, text);
    await leavingQuickInput(workbench, () => quickInputBox(workbench).press("Enter", shortly));
  });

/** In place of any quick input that is open. */
const openPalette = async (workbench: Workbench, text: string): Promise<void> => {
  const box = quickInputBox(workbench);
  if (await box.isVisible()) await dismissQuickInput(workbench);
  await workbench.page.keyboard.press("F1");
  await box.waitFor(shortly);
  await box.fill(text, shortly);
};

/**
 * Does again what failed before anything was chosen: the box goes away when something else takes the focus, such as an editor that opens
 * only now; a key may be lost while the workbench restores itself; and a step of a busy browser may take too long.
 */
const untilTaken = async <T>(workbench: Workbench, act: () => Promise<T>): Promise<T> => {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await act();
    } catch (error) {
      const nothingChosen = error instanceof errors.TimeoutError || !(await quickInputBox(workbench).isVisible());
      if (attempt === 5 || !nothingChosen) throw error;
    }
  }
};
