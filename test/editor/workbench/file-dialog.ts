import { expect } from "vitest";
import { quickInputBox, quickInputEntries } from "./quick-input.ts";
import type { Workbench } from "./workbench.ts";

/** Answers the dialog that asks for a file or a folder to open, or for a place to save at, with an absolute path. */
export const fillFileDialog = async (workbench: Workbench, path: string): Promise<void> => {
  const box = quickInputBox(workbench);
  // The dialog writes its own suggestion into the box once it has listed the folder, over whatever is there.
  await quickInputEntries(workbench);
  await expect.poll(() => box.inputValue()).toMatch(/^\//);
  await box.fill(path);
  // While it reads the path's folder it takes no Enter.
  const asks = async (): Promise<boolean> => (await box.isVisible()) && (await box.inputValue()) === path;
  for (let attempt = 1; attempt <= 50 && (await asks()); attempt += 1) {
    await box.press("Enter");
    await expect
      .poll(asks, { timeout: 500 })
      .toBe(false)
      .catch(() => undefined);
  }
  if (await asks()) throw new Error(`the dialog does not take ${path}`);
};
