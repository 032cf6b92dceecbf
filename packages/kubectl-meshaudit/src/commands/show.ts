import { parseTime } from "@meshaudit/client";
import { MeshauditError } from "@meshaudit/core";
import { MeshCommand, missingObject } from "../cli/mesh-command.ts";
import { atFlag, outputFlags, scopeFlags, sourceFlags } from "../kubectl/flags.ts";
import { renderVersion } from "../render/object-version.ts";

export default class Show extends MeshCommand {
  static override strict = false;
  static override usage = "show TYPE/NAME --at TIME [flags]";
  static override description = "The object's manifest as it was at a time. Refuses where the log does not tell, rather than guess.";
  static override examples = [
    { description: "The routes as they were at 14:05", command: "kubectl meshaudit show vs/reviews -n bookinfo --at 14:05" },
    { description: "As they were two hours ago", command: "kubectl meshaudit show vs/reviews --at '2h ago'" },
  ];
  static override flags = { ...atFlag, ...sourceFlags, ...scopeFlags, ...outputFlags };

  async run(): Promise<void> {
    const { argv, flags } = await this.parse(Show);
    const words = argv as string[];
    if (words.length === 0) throw missingObject("show");
    const { at } = flags;
    if (at === undefined)
      throw new MeshauditError("argument-invalid", "show needs a time", { hint: "add --at TIME, such as --at 14:05 or --at '2h ago'" });
    await this.ask(flags, async ({ session, query, origin, clock }) => {
      const asked = query(words);
      const answer = await session.version(asked, parseTime(at, clock));
      await this.printAnswer(answer, asked.patterns, origin, { table: (options) => renderVersion(answer.result, options) }, flags);
    });
  }
}
