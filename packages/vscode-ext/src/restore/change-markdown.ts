import { exactTime, howLabel, whoLabel, type Clock } from "@meshaudit/client";
import * as l10n from "@vscode/l10n";
import type { ChosenChange } from "../host/chosen-target.ts";
import { objectWords } from "../words/change-words.ts";
import { cutText, shortActor } from "../words/short.ts";
import { codeSpan, escapeMarkdown } from "../words/markdown.ts";

/** Keeps a chat from paging whoever is named. */
const silent = (markdown: string): string => markdown.replaceAll("@", "@\u200b");

const text = (words: string): string => silent(escapeMarkdown(words));

/** A change for a chat or an issue: in Markdown, and nothing of a stranger's is markup, a link or a mention in it. */
export const changeMarkdown = ({ object, change }: Pick<ChosenChange, "object" | "change">, { zone }: Clock): string => {
  const instant = Date.parse(change.time);
  const actor = shortActor(change.actor);
  const entry = (name: string, words: string): string => `- **${name}** ${words}`;
  return [
    `**${text(objectWords(object))}**: ${text(change.summary)}`,
    "",
    entry(l10n.t("Who:"), text(whoLabel(actor, true))),
    entry(l10n.t("When:"), Number.isFinite(instant) ? text(exactTime(instant, zone)) : l10n.t("at an unknown time")),
    entry(l10n.t("How:"), text(howLabel({ actor, verb: cutText(change.verb) }, true))),
    ...(actor.ip === null ? [] : [entry(l10n.t("From:"), text(actor.ip))]),
    ...change.risks.slice(0, 10).map(({ why }) => entry("!", text(why))),
    entry(l10n.t("Evidence:"), text(change.evidence)),
    ...(change.auditID === null ? [] : [entry(l10n.t("Audit ID:"), silent(codeSpan(change.auditID)))]),
    "",
  ].join("\n");
};
