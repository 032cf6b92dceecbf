import { exactTime, howLabel, objectLabel, whoLabel } from "@meshaudit/client";
import type { ObjectHistory, ObjectHistoryList } from "@meshaudit/core";
import { counted } from "./amount.ts";
import { markdownCell as cell } from "./markdown-cell.ts";
import { searchedLine } from "./searched.ts";
import type { ViewOptions } from "./view.ts";
import { whatLabel } from "./what.ts";
import { changesIn } from "./who-changed.ts";

/** The changes as a Markdown table, for an incident's channel. */
export const renderMarkdown = (result: ObjectHistory | ObjectHistoryList, { clock }: ViewOptions): string[] => {
  const rows = changesIn(result);
  const several = result.kind === "ObjectHistoryList";
  const title = several ? counted(result.items.length, "object") : objectLabel(result.object);
  const row = (cells: string[]): string => `| ${cells.join(" | ")} |`;
  const headers = ["When", ...(several ? ["Object"] : []), "Who", "How", "What"];
  const table = rows.map(({ object, change }) => {
    const [risk] = change.risks;
    const instant = Date.parse(change.time);
    return row([
      Number.isFinite(instant) ? exactTime(instant, clock.zone) : "unknown",
      ...(several ? [cell(objectLabel(object))] : []),
      cell(whoLabel(change.actor, false)),
      cell(howLabel(change, false)),
      `${cell(whatLabel(change))}${risk === undefined ? "" : ` **${cell(`! ${risk.why}`)}**`}`,
    ]);
  });
  return [
    `**${cell(title)}**: ${rows.length === 0 ? "no changes" : counted(rows.length, "change")}`,
    ...(rows.length === 0 ? [] : ["", row(headers), row(headers.map(() => "---")), ...table]),
    "",
    `_${cell(searchedLine(result.searched, clock))}_`,
  ];
};
