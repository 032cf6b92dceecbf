import * as Flags from "@oclif/core/flags";
import { safeText } from "@meshaudit/client";
import { explainQuery } from "@meshaudit/core";
import { MeshCommand } from "../cli/mesh-command.ts";
import { questionOf, runQuery, showingPlace } from "../cli/run-query.ts";
import { forgetQuery, keepQuery, savedQueries } from "../cli/saved-queries.ts";
import { outputFlags, sourceFlags } from "../kubectl/flags.ts";
import { queryCsv, renderQuery } from "../render/query.ts";
import { renderSavedQueries } from "../render/saved-queries.ts";
import { writeOut } from "../terminal/streams.ts";

export default class Query extends MeshCommand {
  static override strict = false;
  static override usage = "query 'SEARCH [| SELECT ...]' [flags]";
  static override description =
    "Rows of the log: a search picks events, SQL works with them, as in Simple Log Service. A search alone gives events, the newest first, 100 unless --limit says otherwise. Tables: log (events as stored), requests (their stages folded), changes. The query only reads, and only these.";
  static override examples = [
    {
      description: "Who deletes most",
      command: `kubectl meshaudit query 'verb: delete | SELECT "user.username", count(*) AS n FROM requests GROUP BY "user.username" ORDER BY n DESC'`,
    },
    { description: "Events with a word, of the last hour", command: "kubectl meshaudit query reviews --since 1h" },
    {
      description: "Failures an hour, for a spreadsheet",
      command: `kubectl meshaudit query "responseStatus.code >= 400 | SELECT date_trunc('hour', time) AS hour, count(*) AS n FROM requests GROUP BY hour ORDER BY hour" -o csv`,
    },
  ];
  static override flags = {
    saved: Flags.string({ summary: "the query that was saved under this name", helpValue: "NAME" }),
    save: Flags.string({ summary: "keep the query under this name in the config file, and run nothing", helpValue: "NAME" }),
    forget: Flags.string({
      summary: "take the query of this name out of the config file",
      helpValue: "NAME",
      exclusive: ["save", "saved", "filename"],
    }),
    list: Flags.boolean({ summary: "the saved queries", exclusive: ["save", "saved", "forget", "filename"] }),
    filename: Flags.string({ char: "f", summary: "the query of this file; - for standard input", helpValue: "FILE" }),
    ...sourceFlags,
    since: Flags.string({ summary: "events since this time: 14:05, yesterday 14:05, 2h, RFC 3339", helpValue: "TIME" }),
    until: Flags.string({ summary: "events until this time", helpValue: "TIME" }),
    limit: Flags.integer({ summary: "how many rows; 0 for all (a search: 100)", helpValue: "N", min: 0 }),
    timeout: Flags.string({ summary: "how long the query may take", helpValue: "TIME", default: "60s" }),
    explain: Flags.boolean({ summary: "print the SQL that would be run, and run nothing" }),
    ...outputFlags,
  };

  private tell(lines: string[]): Promise<void> {
    return writeOut(lines.map((line) => `${safeText(line)}\n`).join(""));
  }

  async run(): Promise<void> {
    const { argv, flags } = await this.parse(Query);
    if (flags.list) {
      const saved = await savedQueries();
      return this.print(saved, { table: (options) => renderSavedQueries(saved, options) }, flags);
    }
    if (flags.forget !== undefined) return this.tell(await forgetQuery(flags.forget));
    const question = await questionOf(argv as string[], flags, this.clock(flags));
    const { save } = flags;
    if (save !== undefined) return this.tell(await showingPlace(question.text, () => keepQuery(question, save)));
    if (flags.explain) {
      const statements = await showingPlace(question.text, () => explainQuery(question));
      return writeOut(statements.map((statement) => `${statement};\n`).join(""));
    }
    await this.ask(flags, async (asking) => {
      const answer = await runQuery(question, flags, asking);
      const { result } = answer;
      await this.printAnswer(
        answer,
        [],
        asking.origin,
        { table: (options) => renderQuery(result, options), csv: (options) => queryCsv(result, options) },
        flags,
      );
    });
  }
}
