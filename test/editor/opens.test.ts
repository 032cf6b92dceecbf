import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { openFile } from "./workbench/editor.ts";
import { extensionHostLog } from "./workbench/logs.ts";
import { notifications } from "./workbench/notifications.ts";
import { runningExtensions } from "./workbench/running-extensions.ts";
import { useWorkbench } from "./workbench/use-workbench.ts";

const workspace = (): string => {
  const folder = mkdtempSync(join(tmpdir(), "ws-"));
  writeFileSync(join(folder, "a.yaml"), "kind: A\nb: 1\n");
  return folder;
};

describe("a YAML file opened with the packaged extension", () => {
  const workbench = useWorkbench(() => ({ workspace: workspace() }));

  it("activates the extension, within 100 ms", async () => {
    await openFile(workbench(), "a.yaml");
    await expect.poll(async () => (await runningExtensions(workbench())).map(({ name }) => name)).toContain("meshaudit");
    const own = (await runningExtensions(workbench())).find(({ name }) => name === "meshaudit");
    expect(own?.activationTime).toBeLessThanOrEqual(100);
  });

  it("shows no notification and logs no error", async () => {
    expect(await notifications(workbench())).toEqual([]);
    expect(extensionHostLog(workbench())).not.toMatch(/\[error\]/);
  });
});
