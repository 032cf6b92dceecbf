import { expect } from "vitest";
import { statusBar } from "./status-bar.ts";
import type { Workbench } from "./workbench.ts";

/**
 * Waits until the status bar says that the log of a mesh was read. Only then is the answer to a question final: before, a hover says how
 * far reading is.
 *
 * @param name of the mesh, as the status bar shows it
 */
export const waitForMesh = (workbench: Workbench, name: string): Promise<void> =>
  expect.poll(async () => (await statusBar(workbench)).map(({ spoken }) => spoken).join("\n")).toContain(`meshaudit: ${name}, last event`);
