import * as Flags from "@oclif/core/flags";
import { ingestInto } from "../cli/ingest-into.ts";
import { MeshCommand } from "../cli/mesh-command.ts";
import { outputFlags } from "../kubectl/flags.ts";
import { retentionFlags, storeFlags, storeWriteFlags } from "../kubectl/store-flags.ts";
import { renderIngest } from "../render/ingest.ts";

export default class Ingest extends MeshCommand {
  static override strict = false;
  static override usage = "ingest SOURCE... [--store ROOT] [--mesh ID] [--follow] [flags]";
  static override description =
    "Reads audit logs into a store, which keeps them small, finds in them at once and proves that nothing was changed. What is there already is left out; a log that grew, was renamed or compressed is read on from where it was. Every line is accounted for: read = stored + duplicate + rejected.";
  static override examples = [
    { description: "Keep the API server's log", command: "kubectl meshaudit ingest /var/log/kubernetes/audit --store /var/lib/meshaudit" },
    { description: "Go on as it grows and is rotated", command: "kubectl meshaudit ingest /var/log/kubernetes/audit --follow" },
    { description: "Then ask it", command: "kubectl meshaudit who-changed vs/reviews --from /var/lib/meshaudit" },
  ];
  static override flags = {
    ...storeFlags,
    follow: Flags.boolean({ summary: "go on with what is written from now on, until interrupted" }),
    ...storeWriteFlags,
    ...retentionFlags,
    ...outputFlags,
  };

  async run(): Promise<void> {
    const { argv, flags } = await this.parse(Ingest);
    const report = await this.working(({ signal, progress, say }) =>
      ingestInto(argv as string[], flags, { signal, onProgress: progress.update, say, isTold: flags.follow === true }),
    );
    await this.print(report, { table: (options) => renderIngest(report, options) }, flags);
    if (report.rejected > 0) process.exitCode = 3;
  }
}
