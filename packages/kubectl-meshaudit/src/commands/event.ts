import { MeshauditError } from "@meshaudit/core";
import { MeshCommand } from "../cli/mesh-command.ts";
import { outputFlags, sourceFlags } from "../kubectl/flags.ts";
import { renderEvent } from "../render/event.ts";

export default class Event extends MeshCommand {
  static override strict = false;
  static override usage = "event AUDIT-ID [flags]";
  static override description =
    "One request: who, what, from where, how it was answered; then the audit event as the API server wrote it, secrets redacted.";
  static override examples = [
    {
      description: "The request behind a change (history -o wide shows its auditID)",
      command: "kubectl meshaudit event 930abc58-429a-470b-ab72-45fbb6cdd64c --from audit.log",
    },
  ];
  static override flags = { ...sourceFlags, ...outputFlags };

  async run(): Promise<void> {
    const { argv, flags } = await this.parse(Event);
    const [auditID, ...more] = argv as string[];
    if (auditID === undefined || more.length > 0) {
      throw new MeshauditError("argument-invalid", "event needs one auditID", {
        hint: "kubectl meshaudit history TYPE/NAME -o wide shows each change's",
      });
    }
    await this.ask(flags, async ({ session, origin }) => {
      const answer = await session.event(auditID);
      await this.printAnswer(answer, [], origin, { table: (options) => renderEvent(answer.result, options) }, flags);
    });
  }
}
