import { basename } from "node:path";
import { afterAll, afterEach, beforeAll } from "vitest";
import { saveEvidence } from "./evidence.ts";
import { startWorkbench, type Workbench, type WorkbenchOptions } from "./workbench.ts";

/**
 * One workbench for all tests of the file or the `describe` that it is called in. A test that fails leaves its evidence behind.
 *
 * @param options made when the first test begins, so that a workspace is made only then
 * @returns a function to call within tests and hooks
 */
export const useWorkbench = (options: () => WorkbenchOptions): (() => Workbench) => {
  let workbench: Workbench | undefined;
  beforeAll(async () => {
    workbench = await startWorkbench(options());
  });
  afterEach(async ({ task }) => {
    if (workbench === undefined || task.result?.state !== "fail") return;
    await saveEvidence(workbench, `${basename(task.file.name, ".test.ts")} ${task.name}`);
  });
  afterAll(async () => {
    await workbench?.close();
    workbench = undefined;
  });
  return () => {
    if (workbench === undefined) throw new Error("the workbench runs within tests only");
    return workbench;
  };
};
