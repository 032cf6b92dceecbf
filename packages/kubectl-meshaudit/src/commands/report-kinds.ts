import { ReportCommand } from "../cli/report-command.ts";
import { byFlag, kindFlag, reportFlags } from "../kubectl/report-flags.ts";

export default class ReportKinds extends ReportCommand {
  static override usage = "report kinds [--since TIME] [--until TIME] [flags]";
  static override description =
    "What happened to each kind of the mesh, Istio's and the Gateway API's: requests by verb and outcome, who changed them, and which objects changed most.";
  static override examples = [
    { description: "All of the log", command: "kubectl meshaudit report kinds" },
    { description: "This week in one namespace", command: "kubectl meshaudit report kinds --since 7d -n bookinfo" },
    { description: "What one person did to them", command: "kubectl meshaudit report kinds --by alice@example.com" },
  ];
  static override flags = { ...byFlag, ...kindFlag, ...reportFlags };

  async run(): Promise<void> {
    const { flags } = await this.parse(ReportKinds);
    await this.report("operation-overview", [], flags);
  }
}
