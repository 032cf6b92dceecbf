import { runCommand } from "./palette.ts";
import type { Workbench } from "./workbench.ts";

/**
 * How long the extension host took to activate an extension, in milliseconds, as `Developer: Show Running Extensions` shows it. That list
 * follows what is activated, so it is opened once and waited at; it is closed again. The window has to be so tall that all of it is in sight.
 */
export const activationTimeOf = async (workbench: Workbench, name: string): Promise<number> => {
  await runCommand(workbench, "Developer: Show Running Extensions");
  const row = workbench.page.locator(".runtime-extensions-editor .monaco-list-row", {
    has: workbench.page.locator(".name", { hasText: new RegExp(`^${name}$`) }),
  });
  const time = row.locator(".activation-time", { hasText: /\d\s*ms/ });
  await time.waitFor();
  const text = await time.textContent();
  await runCommand(workbench, "View: Close Editor");
  return Number(/(\d+)\s*ms/.exec(text ?? "")?.[1] ?? Number.NaN);
};
