import { apiVersion, realDisk } from "@meshaudit/core";
import { MeshCommand } from "../cli/mesh-command.ts";
import { askedProject, openStoreOf } from "../cli/open-store.ts";
import { outputFlags } from "../kubectl/flags.ts";
import { retentionFlags, storeFlags, storeWriteFlags } from "../kubectl/store-flags.ts";
import { renderCare } from "../render/store-care.ts";

export default class StoreCompact extends MeshCommand {
  static override usage = "store compact [--store ROOT] [--mesh ID] [--keep-days DAYS] [--keep-bytes SIZE] [flags]";
  static override description =
    "Joins the small segments of each day, and takes away what is kept no longer. `serve` and `ingest --follow` do so by themselves. Readers are not disturbed; what a segment held is removed some minutes later.";
  static override examples = [
    { description: "Tidy the store up", command: "kubectl meshaudit store compact --store /var/lib/meshaudit" },
    { description: "Take away all that is older than 90 days", command: "kubectl meshaudit store compact --keep-days 90" },
  ];
  static override flags = { ...storeFlags, ...storeWriteFlags, ...retentionFlags, ...outputFlags };

  async run(): Promise<void> {
    const { flags } = await this.parse(StoreCompact);
    await askedProject(realDisk(), flags);
    const care = await this.working(async ({ say }) => {
      const { writer, project } = await openStoreOf(flags, {}, (problem) => say(problem.message));
      try {
        await writer.seal();
        const compacted = await writer.compact();
        const retained = await writer.retain();
        return { apiVersion, kind: "StoreCare" as const, mesh: project.meshId, project: project.paths.project, compacted, retained };
      } finally {
        await writer.close();
      }
    });
    await this.print(care, { table: () => renderCare(care) }, flags);
  }
}
