import { setTimeout as sleep } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import { rawLog } from "../bench/logs.ts";
import { openFile } from "./workbench/editor.ts";
import { extensionHostMemory } from "./workbench/extension-host.ts";
import { hideHover, hoverAt } from "./workbench/hover.ts";
import { waitForMesh } from "./workbench/mesh-status.ts";
import { notifications } from "./workbench/notifications.ts";
import { openView, treeRows } from "./workbench/tree.ts";
import { useWorkbench } from "./workbench/use-workbench.ts";
import type { Workbench } from "./workbench/workbench.ts";
import { manifestsOf } from "./workspaces/files.ts";
import { meshConfig } from "./workspaces/mesh-config.ts";

const mostAboveIdle = 150;

/** The memory of an extension host, in MB, once it has stayed the same for some seconds: what starts with the host has started by then. */
const memoryAtRest = async (workbench: Workbench): Promise<number> => {
  await expect.poll(() => extensionHostMemory(workbench)).toBeGreaterThan(0);
  let last = 0;
  for (let calm = 0; calm < 5;) {
    await sleep(1000);
    const now = extensionHostMemory(workbench);
    calm = Math.abs(now - last) < 1 ? calm + 1 : 0;
    last = now;
  }
  return last;
};

describe.skipIf(process.platform !== "linux")("a log of 1 GB", () => {
  const workbench = useWorkbench(() => ({
    name: "bookshop",
    workspace: manifestsOf("bookshop"),
    home: meshConfig([{ name: "prod", sources: [rawLog(1e9, console.error)] }]),
  }));

  it(`is read and asked in at most ${mostAboveIdle} MB more than an idle extension host takes`, async () => {
    const idle = await memoryAtRest(workbench());
    let most = 0;
    const watching = setInterval(() => (most = Math.max(most, extensionHostMemory(workbench()))), 50);
    try {
      await openFile(workbench(), "reviews.yaml");
      await waitForMesh(workbench(), "prod");
      const parts = await hoverAt(workbench(), 5, 11);
      await hideHover(workbench());
      expect(parts.map(({ text }) => text).join("\n")).toMatch(/alice@example\.com|carol@example\.com|ci-deployer/);
      await openView(workbench(), "meshaudit", "Mesh");
      await expect.poll(async () => (await treeRows(workbench(), "Mesh")).length).toBeGreaterThan(1);
    } finally {
      clearInterval(watching);
    }
    console.log(`the extension host: idle ${idle.toFixed(0)} MB, at most ${most.toFixed(0)} MB`);
    expect(most - idle).toBeLessThanOrEqual(mostAboveIdle);
    expect(await notifications(workbench())).toEqual([]);
  });
});
