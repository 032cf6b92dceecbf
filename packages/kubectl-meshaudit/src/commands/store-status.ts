import { realDisk, storeStatus } from "@meshaudit/core";
import { MeshCommand } from "../cli/mesh-command.ts";
import { askedProject, scratchEngine } from "../cli/open-store.ts";
import { outputFlags } from "../kubectl/flags.ts";
import { storeFlags } from "../kubectl/store-flags.ts";
import { renderStoreStatus } from "../render/store-status.ts";

export default class StoreStatus extends MeshCommand {
  static override usage = "store status [--store ROOT] [--mesh ID] [flags]";
  static override description =
    "How many events are kept, from when to when, day by day, how much room they take, and stretches of time of which nothing is there: in these nobody can say what happened.";
  static override examples = [
    { description: "What the store holds", command: "kubectl meshaudit store status --store /var/lib/meshaudit" },
    { description: "Its gaps, for a script", command: "kubectl meshaudit store status -o jsonpath='{.gaps}'" },
  ];
  static override flags = { ...storeFlags, ...outputFlags };

  async run(): Promise<void> {
    const { flags } = await this.parse(StoreStatus);
    const disk = realDisk();
    const project = await askedProject(disk, flags);
    const engine = await scratchEngine();
    try {
      const status = await storeStatus(disk, project, engine);
      await this.print(status, { table: (options) => renderStoreStatus(status, options) }, flags);
      if (status.unreadable.length > 0) process.exitCode = 3;
    } finally {
      await engine.close();
    }
  }
}
