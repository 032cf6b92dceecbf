import * as Flags from "@oclif/core/flags";
import type { Answer, ObjectHistory, ObjectHistoryList } from "@meshaudit/core";
import { MeshCommand } from "../cli/mesh-command.ts";
import { askedObjects } from "../kubectl/asked-objects.ts";
import { changeFlags, limitFlag, outputFlags, scopeFlags, selectorFlags, sourceFlags } from "../kubectl/flags.ts";
import { namesOne } from "../kubectl/object-query.ts";
import type { Views } from "../output/format-result.ts";
import { createChangeFeed } from "../render/change-feed.ts";
import { renderMarkdown } from "../render/markdown.ts";
import { noteOnSeveral, noteOnUnseen } from "../render/notes.ts";
import { renderWhoChanged } from "../render/who-changed.ts";

/** How often a growing log is looked at, in ms. */
const pollEvery = 500;

export default class WhoChanged extends MeshCommand {
  static override strict = false;
  static override usage = ["who-changed TYPE/NAME [flags]", "who-changed TYPE | -f FILE | -A | -l SELECTOR [flags]"];
  static override description =
    "The changes, newest first: when, who, with what, what it did in the mesh's words, and ! what is risky about it. Runs of alike changes are one row on a terminal; JSON has them all.";
  static override examples = [
    {
      description: "Who changed the routes of the reviews service",
      command: "kubectl meshaudit who-changed vs/reviews -n bookinfo --from audit.log",
    },
    {
      description: "What alice did in the last two days, with addresses and ids",
      command: "kubectl meshaudit who-changed -A --since 2d --by alice@example.com -o wide",
    },
    { description: "Also what was refused or failed", command: "kubectl meshaudit who-changed vs/reviews --attempts" },
    { description: "The same for every object of a manifest", command: "kubectl meshaudit who-changed -f virtualservice.yaml" },
    { description: "As a table for the incident's channel", command: "kubectl meshaudit who-changed vs/reviews -o markdown" },
    { description: "Changes as they come", command: "kubectl meshaudit who-changed vs -A -w" },
  ];
  static override flags = {
    filename: Flags.string({ char: "f", summary: "the objects of this manifest; - for standard input", helpValue: "FILE" }),
    ...sourceFlags,
    ...scopeFlags,
    ...selectorFlags,
    ...changeFlags,
    ...limitFlag,
    watch: Flags.boolean({ char: "w", summary: "go on and print changes as they come, oldest first" }),
    "no-fold": Flags.boolean({ summary: "a row for every change, also for runs of alike ones" }),
    ...outputFlags,
  };

  async run(): Promise<void> {
    const { argv, flags } = await this.parse(WhoChanged);
    const words = argv as string[];
    await this.ask(flags, async ({ session, origin, clock, namespace, signal }) => {
      const query = this.query(await askedObjects(words, flags, namespace), flags, clock);
      const one = flags.filename === undefined && namesOne(words);
      if (flags.watch) {
        const feed = createChangeFeed(one && query.patterns.length === 1 && namespace !== null);
        const onNews = (news: ObjectHistoryList): Promise<void> => this.print(news, { table: (options) => feed(news, options) }, flags);
        await session.follow(query, pollEvery, onNews, signal);
        return;
      }
      const answer: Answer<ObjectHistory | ObjectHistoryList> = await (one ? session.history(query) : session.histories(query));
      const { width, wide } = this.viewOptions(flags);
      const rows = { limit: flags.limit ?? (width === null ? 0 : 20), fold: width !== null && !wide && !flags["no-fold"] };
      const views: Views = {
        table: (options) => renderWhoChanged(answer.result, rows, options),
        markdown: (options) => renderMarkdown(answer.result, options),
      };
      const notes = one ? noteOnSeveral(answer.result) : flags.filename === undefined ? [] : noteOnUnseen(query.patterns, answer.result);
      await this.printAnswer({ ...answer, notes: [...answer.notes, ...notes] }, query.patterns, origin, views, flags);
    });
  }
}
