import * as Flags from "@oclif/core/flags";
import { MeshauditError, type Answer, type ObjectHistory, type ObjectHistoryList, type ObjectQuery } from "@meshaudit/core";
import { MeshCommand, missingObject, type Asking, type AskFlags } from "../cli/mesh-command.ts";
import { changeFlags, limitFlag, outputFlags, scopeFlags, selectorFlags, sourceFlags } from "../kubectl/flags.ts";
import { patternsInManifest, readManifest } from "../kubectl/manifest.ts";
import { namesOne } from "../kubectl/object-query.ts";
import { createChangeFeed } from "../render/change-feed.ts";
import { renderMarkdown } from "../render/markdown.ts";
import { renderWhoChanged } from "../render/who-changed.ts";

/** How often a growing log is looked at, in ms. */
const pollEvery = 500;

type Histories = Answer<ObjectHistory | ObjectHistoryList>;

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
    await this.ask(flags, async (asking) => {
      const patterns = await this.patterns(words, flags, asking);
      const query = this.query(patterns, flags, asking.clock);
      const one = flags.filename === undefined && namesOne(words);
      if (flags.watch)
        return this.watch(query, asking, createChangeFeed(one && query.patterns.length === 1 && asking.namespace !== null), flags);
      const answer: Histories = await (one ? asking.session.history(query) : asking.session.histories(query));
      const { width } = this.viewOptions(flags);
      const rows = { limit: flags.limit ?? (width === null ? 0 : 20), fold: width !== null && !flags["no-fold"] };
      const table = (options: Parameters<typeof renderMarkdown>[1]) => renderWhoChanged(answer.result, rows, options);
      await this.printAnswer(
        answer,
        patterns,
        asking.origin,
        { table, markdown: (options) => renderMarkdown(answer.result, options) },
        flags,
      );
    });
  }

  async watch(query: ObjectQuery, { session, signal }: Asking, feed: ReturnType<typeof createChangeFeed>, flags: AskFlags): Promise<void> {
    await session.follow(query, pollEvery, (news) => this.print(news, { table: (options) => feed(news, options) }, flags), signal);
  }

  /** The objects of the manifest, those that the words name, or without either all of the mesh's, if that was asked for. */
  async patterns(words: string[], flags: AskFlags & { filename?: string | undefined }, { query, namespace }: Asking) {
    const { filename, selector } = flags;
    if (filename !== undefined) {
      if (words.length > 0)
        throw new MeshauditError("argument-invalid", "-f FILE and words both name objects", { hint: "use one of them" });
      return patternsInManifest(await readManifest(filename), filename, namespace);
    }
    const wholeMesh = flags["all-namespaces"] === true || flags.namespace !== undefined || selector !== undefined;
    if (words.length === 0 && !wholeMesh) throw missingObject("who-changed");
    return query(words).patterns;
  }
}
