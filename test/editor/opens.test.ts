import { describe, expect, it } from "vitest";
import { openFile } from "./workbench/editor.ts";
import { extensionHostLog } from "./workbench/logs.ts";
import { notifications } from "./workbench/notifications.ts";
import { activationTimeOf } from "./workbench/running-extensions.ts";
import { slowdown } from "./workbench/slowdown.ts";
import { useWorkbench } from "./workbench/use-workbench.ts";
import { reloadWindow } from "./workbench/workbench.ts";
import { bookshop } from "./workspaces/bookshop.ts";

describe("a YAML file opened with the packaged extension", () => {
  // Tall, so that all running extensions are in sight.
  const workbench = useWorkbench(() => ({ ...bookshop(), viewport: { width: 1400, height: 1600 } }));

  const activationTime = (): Promise<number> => activationTimeOf(workbench(), "meshaudit");

  it("activates the extension", async () => {
    await openFile(workbench(), "reviews.yaml");
    expect(await activationTime()).toBeGreaterThanOrEqual(0);
  });

  it("activates the extension within 100 ms: the quickest of five times, without what other programs take of the processor", async () => {
    const alone = async (): Promise<number> => (await activationTime()) / slowdown();
    let quickest = await alone();
    for (let time = 2; time <= 5 && quickest > 100; time += 1) {
      await reloadWindow(workbench());
      quickest = Math.min(quickest, await alone());
    }
    expect(quickest).toBeLessThanOrEqual(100);
  });

  it("shows no notification and logs no error", async () => {
    expect(await notifications(workbench())).toEqual([]);
    expect(extensionHostLog(workbench())).not.toMatch(/\[error\]/);
  });
});
