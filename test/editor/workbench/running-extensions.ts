import { runCommand } from "./palette.ts";
import { withTallWindow } from "./tall-window.ts";
import type { Workbench } from "./workbench.ts";

/** An extension that an extension host has activated, and how long that took in milliseconds. */
export interface RunningExtension {
  name: string;
  activationTime: number;
}

/** What `Developer: Show Running Extensions` shows; the editor is closed again. */
export const runningExtensions = async (workbench: Workbench): Promise<RunningExtension[]> => {
  await runCommand(workbench, "Developer: Show Running Extensions");
  const rows = workbench.page.locator(".runtime-extensions-editor .monaco-list-row");
  await rows.first().waitFor();
  const found = await withTallWindow(workbench, async () => {
    await workbench.page.waitForFunction(() => {
      const shown = document.querySelectorAll(".runtime-extensions-editor .monaco-list-row");
      return shown.length > 0 && String(shown.length) === shown[0]?.getAttribute("aria-setsize");
    });
    return rows.evaluateAll((elements) =>
      elements.map((element) => ({
        name: element.querySelector(".name")?.textContent ?? "",
        time: element.querySelector(".activation-time")?.textContent ?? "",
      })),
    );
  });
  await runCommand(workbench, "View: Close Editor");
  return found.flatMap(({ name, time }) => {
    const milliseconds = /(\d+)\s*ms/.exec(time)?.[1];
    return milliseconds === undefined ? [] : [{ name, activationTime: Number(milliseconds) }];
  });
};
