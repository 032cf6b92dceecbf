import type { Workbench } from "./workbench.ts";

/** What the workbench copied last. */
export const clipboardText = ({ page }: Workbench): Promise<string> => page.evaluate(() => navigator.clipboard.readText());
