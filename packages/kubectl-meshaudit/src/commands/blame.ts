import * as Flags from "@oclif/core/flags";
import { MeshCommand, missingObject } from "../cli/mesh-command.ts";
import { outputFlags, scopeFlags, sourceFlags } from "../kubectl/flags.ts";
import { renderBlame } from "../render/blame.ts";
import { blameLines } from "../render/blame-lines.ts";

export default class Blame extends MeshCommand {
  static override strict = false;
  static override usage = "blame TYPE/NAME [--path PATH] [flags]";
  static override description =
    "The object's YAML, as it is by the log or was before its deletion. Before each line stand the change that last set it, who made it and when. What no event in the log explains is marked so.";
  static override examples = [
    { description: "Who set what", command: "kubectl meshaudit blame vs/reviews -n bookinfo" },
    { description: "Only the first route's part", command: "kubectl meshaudit blame vs/reviews --path 'spec.http[0]'" },
  ];
  static override flags = {
    path: Flags.string({ summary: "only what lies at or below this path, such as spec.http[0]", helpValue: "PATH" }),
    ...sourceFlags,
    ...scopeFlags,
    ...outputFlags,
  };

  async run(): Promise<void> {
    const { argv, flags } = await this.parse(Blame);
    const words = argv as string[];
    if (words.length === 0) throw missingObject("blame");
    await this.ask(flags, async ({ session, query, origin }) => {
      const asked = query(words);
      const answer = await session.blame(asked, flags.path ?? null);
      const lines = await blameLines(answer.result, flags.path ?? null);
      await this.printAnswer(answer, asked.patterns, origin, { table: (options) => renderBlame(answer.result, lines, options) }, flags);
    });
  }
}
