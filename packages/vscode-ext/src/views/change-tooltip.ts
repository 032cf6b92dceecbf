import { exactTime, howLabel, whoLabel, type Clock } from "@meshaudit/client";
import type { ObjectIdentity } from "@meshaudit/core";
import * as l10n from "@vscode/l10n";
import type { AttemptView, ChangeView } from "../protocol/change-view.ts";
import { escapeMarkdown } from "../words/markdown.ts";
import { causeSentence, evidenceSentence, objectWords, resultWords, riskWord } from "../words/change-words.ts";
import { cutText, shortActor, shortText } from "../words/short.ts";
import { ageText } from "../words/age-text.ts";

/** Risks that a tooltip lists. */
const mostRisks = 10;

const whenWords = (time: string, clock: Clock): string => {
  const instant = Date.parse(time);
  if (!Number.isFinite(instant)) return ageText(instant, clock);
  return `${exactTime(instant, clock.zone)} (${ageText(instant, clock)})`;
};

const howWords = (change: ChangeView): string => {
  const how = howLabel({ actor: shortActor(change.actor), verb: cutText(change.verb) }, true);
  return change.code === null ? how : l10n.t("{0}, answered with {1}", how, change.code);
};

const entry = (name: string, text: string): string => `- **${escapeMarkdown(name)}** ${escapeMarkdown(text)}`;

/** All that a change's row leaves out, as Markdown in which a stranger's text is nothing but text. */
export const changeTooltip = (object: ObjectIdentity, change: ChangeView | AttemptView, clock: Clock): string => {
  const { actor, cause, evidence, risks, summary, time } = change;
  const result = "result" in change ? `${resultWords(change.result)}: ${shortText(change.reason, 500)}` : shortText(summary, 500);
  return [
    `**${escapeMarkdown(objectWords(object))}**`,
    "",
    escapeMarkdown(result),
    "",
    entry(l10n.t("Who:"), whoLabel(shortActor(actor), true)),
    entry(l10n.t("When:"), whenWords(time, clock)),
    entry(l10n.t("How:"), howWords(change)),
    ...(actor.ip === null ? [] : [entry(l10n.t("From:"), shortText(actor.ip))]),
    ...(cause === null ? [] : [entry(l10n.t("Cause:"), causeSentence(cause))]),
    ...risks.slice(0, mostRisks).map(({ level, why }) => entry(`${riskWord(level)}:`, shortText(why))),
    entry(l10n.t("Evidence:"), evidenceSentence(evidence)),
  ].join("\n");
};
