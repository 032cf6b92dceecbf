import * as Flags from "@oclif/core/flags";
import { followLog } from "../cli/follow-log.ts";
import { MeshCommand } from "../cli/mesh-command.ts";
import { changeFlags, limitFlag, outputFlags, scopeFlags, sourceFlags } from "../kubectl/flags.ts";

export default class Logs extends MeshCommand {
  static override strict = false;
  static override usage = "logs [TYPE[/NAME]...] [-w] [flags]";
  static override description =
    "Audit events, oldest first, a line each: when, how it was answered, who, what, with what. Without a type, those of all kinds; the last 100 unless --limit says otherwise, which counts before -w goes on.";
  static override examples = [
    {
      description: "What is going on in the cluster, as it happens",
      command: "kubectl meshaudit logs -w --from /var/log/kubernetes/audit",
    },
    { description: "Every request on gateways in one namespace", command: "kubectl meshaudit logs gateways -n istio-system --since 1h" },
    { description: "Who was denied what", command: "kubectl meshaudit logs -A --denied --limit 0" },
    { description: "As JSON lines, for other tools", command: "kubectl meshaudit logs -w -o json | jq .verb" },
  ];
  static override flags = {
    ...sourceFlags,
    ...scopeFlags,
    since: changeFlags.since,
    until: changeFlags.until,
    by: changeFlags.by,
    verb: Flags.string({
      summary: "only requests with this verb, such as delete (repeatable)",
      helpValue: "VERB",
      multiple: true,
      multipleNonGreedy: true,
    }),
    failed: Flags.boolean({ summary: "only requests that failed: status 400 and above" }),
    denied: Flags.boolean({ summary: "only requests that were not allowed: status 401 and 403" }),
    writes: Flags.boolean({ summary: "only requests that write" }),
    watch: Flags.boolean({ char: "w", summary: "go on and print events as they come" }),
    ...limitFlag,
    ...outputFlags,
  };

  async run(): Promise<void> {
    const { argv, flags } = await this.parse(Logs);
    await this.ask(flags, (asking) => followLog(argv as string[], flags, asking, this.viewOptions(flags)));
  }
}
