import { MeshCommand, missingObject } from "../cli/mesh-command.ts";
import { changeFlags, outputFlags, scopeFlags, selectorFlags, sourceFlags } from "../kubectl/flags.ts";
import { namesOne } from "../kubectl/object-query.ts";
import { renderHistory } from "../render/history.ts";
import { noteOnSeveral } from "../render/notes.ts";

export default class History extends MeshCommand {
  static override strict = false;
  static override usage = "history TYPE/NAME [flags]";
  static override description =
    "Every change, newest first, with each field before and after; where the object was deleted and created again; and gaps, where its generation proves changes that the log does not have.";
  static override examples = [
    { description: "All changes of a VirtualService, field by field", command: "kubectl meshaudit history vs/reviews -n bookinfo" },
    { description: "With addresses, auditIDs and paths by index", command: "kubectl meshaudit history vs/reviews -o wide" },
    { description: "For a program", command: "kubectl meshaudit history vs/reviews -o json | jq '.changes[].fields'" },
  ];
  static override flags = { ...sourceFlags, ...scopeFlags, ...selectorFlags, ...changeFlags, ...outputFlags };

  async run(): Promise<void> {
    const { argv, flags } = await this.parse(History);
    const words = argv as string[];
    if (words.length === 0) throw missingObject("history");
    await this.ask(flags, async ({ session, query, origin }) => {
      const asked = query(words);
      const one = namesOne(words);
      const found = await (one ? session.history(asked) : session.histories(asked));
      const answer = one ? { ...found, notes: [...found.notes, ...noteOnSeveral(found.result)] } : found;
      await this.printAnswer(answer, asked.patterns, origin, { table: (options) => renderHistory(answer.result, options) }, flags);
    });
  }
}
