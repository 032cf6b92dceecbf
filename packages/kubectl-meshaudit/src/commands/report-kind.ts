import { ReportCommand } from "../cli/report-command.ts";
import { byFlag, reportFlags } from "../kubectl/report-flags.ts";

export default class ReportKind extends ReportCommand {
  static override strict = false;
  static override usage = "report kind [KIND] [--since TIME] [--until TIME] [flags]";
  static override description =
    "The operations on one kind: how many, in which namespaces, how many succeeded, how they went over time, and each of them in detail. A KIND is written as kubectl takes it: vs, virtualservices, VirtualService. Without one, the kinds that were used most.";
  static override examples = [
    { description: "Which kinds are used most", command: "kubectl meshaudit report kind" },
    { description: "Virtual services", command: "kubectl meshaudit report kind vs" },
    {
      description: "Failed operations on gateways, since this morning",
      command: "kubectl meshaudit report kind gateway --outcome failed --since 08:00",
    },
    { description: "All operations, for a spreadsheet", command: "kubectl meshaudit report kind vs --table operations -o csv" },
  ];
  static override flags = { ...byFlag, ...reportFlags };

  async run(): Promise<void> {
    const { argv, flags } = await this.parse(ReportKind);
    await this.report("operation-details", argv as string[], flags);
  }
}
