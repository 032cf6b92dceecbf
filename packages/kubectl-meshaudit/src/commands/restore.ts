import { parseTime } from "@meshaudit/client";
import { MeshCommand, missingObject } from "../cli/mesh-command.ts";
import { typedCommand } from "../cli/typed-command.ts";
import { atFlag, outputFlags, scopeFlags, sourceFlags } from "../kubectl/flags.ts";
import { renderManifest } from "../render/object-version.ts";
import { renderRestoreNotes } from "../render/restore.ts";
import { writeErr } from "../terminal/streams.ts";

export default class Restore extends MeshCommand {
  static override strict = false;
  static override usage = ["restore TYPE/NAME --at TIME [flags]", "restore TYPE/NAME [flags]"];
  static override description =
    "Prints a clean manifest, without what the server sets: the object as it was at a time, or before it was deleted. It changes nothing itself: pipe it into kubectl. Refuses where the log does not tell, rather than guess.";
  static override examples = [
    { description: "Bring a deleted object back", command: "kubectl meshaudit undelete vs/reviews -n bookinfo | kubectl create -f -" },
    {
      description: "Put an object back as it was at 14:05",
      command: "kubectl meshaudit restore vs/reviews --at 14:05 | kubectl replace -f -",
    },
  ];
  static override flags = { ...atFlag, ...sourceFlags, ...scopeFlags, ...outputFlags };

  async run(): Promise<void> {
    const { argv, flags } = await this.parse(Restore);
    const words = argv as string[];
    if (words.length === 0) throw missingObject("restore");
    await this.ask(flags, async ({ session, query, origin, clock }) => {
      const asked = query(words);
      const answer = await session.restore(asked, flags.at === undefined ? null : parseTime(flags.at, clock));
      await this.printAnswer(answer, asked.patterns, origin, { table: () => renderManifest(answer.result) }, flags);
      writeErr(renderRestoreNotes(answer.result, flags.at === undefined, typedCommand(process.argv.slice(2)), this.viewOptions(flags)));
    });
  }
}
