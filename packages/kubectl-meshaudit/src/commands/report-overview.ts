import { ReportCommand } from "../cli/report-command.ts";
import { byFlag, kindFlag, reportFlags } from "../kubectl/report-flags.ts";

export default class ReportOverview extends ReportCommand {
  static override usage = "report overview [--since TIME] [--until TIME] [flags]";
  static override description =
    "How many requests there were, what they created, changed and deleted, how many failed or were denied, and the key events: access from the Internet, commands run in containers, deletions. Every number counts requests, their stages folded into one.";
  static override examples = [
    {
      description: "The last day, and how it differs from the day before",
      command: "kubectl meshaudit report overview --since 24h --compare",
    },
    { description: "What people do, without nodes and controllers", command: "kubectl meshaudit report overview --no-system" },
    { description: "What was denied, for a ticket", command: "kubectl meshaudit report overview --outcome denied -o markdown" },
    {
      description: "As one page, for whoever has no shell",
      command: "kubectl meshaudit report overview --since 30d -o html > report.html",
    },
    { description: "Its deletions, for a spreadsheet", command: "kubectl meshaudit report overview --table deletions -o csv" },
  ];
  static override flags = { ...byFlag, ...kindFlag, ...reportFlags };

  async run(): Promise<void> {
    const { flags } = await this.parse(ReportOverview);
    await this.report("overview", [], flags);
  }
}
