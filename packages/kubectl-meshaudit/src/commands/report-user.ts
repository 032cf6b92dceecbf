import { ReportCommand } from "../cli/report-command.ts";
import { kindFlag, reportFlags } from "../kubectl/report-flags.ts";

export default class ReportUser extends ReportCommand {
  static override strict = false;
  static override usage = "report user [USER] [--since TIME] [--until TIME] [flags]";
  static override description =
    "What one account did: what it created, changed and deleted, what it read, what failed, with which clients, from which addresses and countries, and when. A service account may be written as NAMESPACE/NAME, and a group stands for all that were in it. Without a USER, the accounts that did most.";
  static override examples = [
    { description: "Who did most", command: "kubectl meshaudit report user" },
    {
      description: "Everything that alice did yesterday and today",
      command: "kubectl meshaudit report user alice@example.com --since yesterday",
    },
    {
      description: "A service account, its requests that were denied",
      command: "kubectl meshaudit report user ci/deployer --outcome denied",
    },
  ];
  static override flags = { ...kindFlag, ...reportFlags };

  async run(): Promise<void> {
    const { argv, flags } = await this.parse(ReportUser);
    await this.report("operation-audit", argv as string[], flags);
  }
}
