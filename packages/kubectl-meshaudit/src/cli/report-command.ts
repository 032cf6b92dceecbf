import type { Clock } from "@meshaudit/client";
import { MeshauditError, answerReport, type Answer, type Report, type ReportQuestion } from "@meshaudit/core";
import { filtersOf, type ReportFilterFlags } from "../kubectl/report-filters.ts";
import { emptySpan } from "../kubectl/moment.ts";
import { parseOutputFormat } from "../output/output-format.ts";
import { renderReport } from "../render/report/report.ts";
import { reportCsv } from "../render/report/report-csv.ts";
import { renderReportMarkdown } from "../render/report/report-markdown.ts";
import type { ReportView } from "../render/report/report-view.ts";
import type { ViewOptions } from "../render/view.ts";
import { writeErr } from "../terminal/streams.ts";
import { MeshCommand, type AskFlags } from "./mesh-command.ts";
import { readHere, withQueryRunner } from "./query-runner.ts";
import { openReport, reportHtml } from "./report-file.ts";
import { zoneName } from "./run-query.ts";
import { typedCommand } from "./typed-command.ts";

/** The flags of a report. */
interface ReportCommandFlags extends Omit<AskFlags, "by">, ReportFilterFlags {
  compare: boolean;
  limit?: number | undefined;
  table?: string | undefined;
  queries: boolean;
  open: boolean;
  timeout: string;
}

/** The formats that have the tables one by one. */
const tabular = ["table", "wide", "markdown", "csv"];

/** So many rows of a table are shown where nothing else is wanted. */
const shownRows = 10;

/** Refuses what cannot be meant, before anything is read. */
const checked = (flags: ReportCommandFlags): void => {
  const format = parseOutputFormat(flags.output ?? "table").kind;
  if (format === "name" || format === "custom-columns") {
    throw new MeshauditError("argument-invalid", `a report has no ${format} form`, {
      hint: "it has table, wide, json, yaml, csv, markdown, html and jsonpath=…",
    });
  }
  if (flags.user !== undefined) {
    throw new MeshauditError("argument-invalid", "--user names a user of the kubeconfig, which a report has no use for", {
      hint: "for what a user did: --by USER, or report user USER",
    });
  }
  if (flags.compare && flags.since === undefined) {
    throw new MeshauditError("argument-invalid", "--compare needs --since: the time before has to begin somewhere", {
      hint: "such as --since 24h --compare",
    });
  }
  if (flags.table !== undefined && !tabular.includes(flags.output ?? "table")) {
    throw new MeshauditError("argument-invalid", `--table does not go with -o ${flags.output ?? "table"}`, {
      hint: `it goes with ${tabular.join(", ")}; -o jsonpath takes any part`,
    });
  }
};

/** The error for an account that no event names; null for a report that has one, or is about none. */
const unseenUser = ({ result, near }: Answer<Report>): MeshauditError | null => {
  if (result.kind !== "OperationAuditReport" || result.user === null || result.firstSeen !== null) return null;
  return new MeshauditError("object-never-seen", `${JSON.stringify(result.user)} was never seen in the log`, {
    hint: near.length > 0 ? `did you mean ${near.join(" or ")}?` : "those that are: kubectl meshaudit report user",
  });
};

/** The error for a report of a time that the log has nothing of; null for any other. */
const emptyTime = ({ totals, filters, searched }: Report, clock: Clock): MeshauditError | null =>
  totals.requests > 0 ? null : emptySpan({ ...filters, searched }, "--since and --until", clock);

/** What all reports share: from words and flags to a report, and its views. */
export abstract class ReportCommand extends MeshCommand {
  /** Asks for a report and prints it. */
  protected async report(report: ReportQuestion["report"], words: readonly string[], flags: ReportCommandFlags): Promise<void> {
    checked(flags);
    if (words.length > 1) {
      throw new MeshauditError("argument-invalid", `one name is enough, ${words.length} are given: ${words.join(", ")}`, {
        hint: "ask for one after the other",
      });
    }
    const clock = this.clock(flags);
    const filters = filtersOf(flags, clock);
    const subject = words[0] ?? null;
    const question: ReportQuestion = { report, subject, filters, compare: flags.compare, now: clock.now, timeZone: zoneName(flags) };
    await this.ask({ ...flags, by: undefined }, async ({ config, origin }) => {
      const read = readHere(config);
      const answer = await withQueryRunner(flags.timeout, (runner) => answerReport(question, read, runner));
      const { result } = answer;
      const unseen = unseenUser(answer);
      if (unseen !== null && tabular.includes(flags.output ?? "table")) throw unseen;
      const view = (options: ViewOptions): ReportView => ({
        ...options,
        limit: flags.limit ?? (flags.output === "csv" ? 0 : shownRows),
        only: flags.table ?? null,
        queryCommand:
          flags.queries || options.wide ? (query, part) => typedCommand(["query", query, ...queryFlags(flags, part, result)]) : null,
      });
      if (flags.open) {
        writeErr([`opened ${await openReport(result, report)}`]);
        return;
      }
      await this.printAnswer(
        { ...answer, seen: true },
        [],
        origin,
        {
          table: (options) => renderReport(result, view(options)),
          csv: (options) => reportCsv(result, view(options)),
          markdown: (options) => renderReportMarkdown(result, view(options)),
          html: () => reportHtml(result),
        },
        flags,
      );
      const error = unseen ?? emptyTime(result, clock);
      if (error !== null) throw error;
    });
  }
}

/** The flags that ask a part's query of the same events. What is unusual is told of all times: its query names the report's itself. */
const queryFlags = (flags: ReportCommandFlags, part: string, { filters: { from, to } }: Report): string[] => [
  ...(flags.from ?? []).flatMap((source) => ["--from", source]),
  ...(from === null || part === "unusual" ? [] : ["--since", from]),
  ...(to === null || part === "unusual" ? [] : ["--until", to]),
  ...(flags.utc === true ? ["--utc"] : []),
];
