import { exactTime, howLabel, objectLabel, whoLabel, type Clock } from "@meshaudit/client";
import * as l10n from "@vscode/l10n";
import type { ChangeView } from "../protocol/change-view.ts";
import type { FieldView, PlaceView } from "../protocol/file-view.ts";
import { causeSentence, evidenceSentence, riskWord } from "./change-words.ts";
import { standingSentences, viewLabel } from "./file-words.ts";
import { cutText, shortActor, shortObject, shortText } from "./short.ts";
import { ageText } from "./age-text.ts";
import { commandLinks, type CommandLink, type TrustedMarkdown } from "./command-link.ts";
import { fieldText } from "./field-text.ts";
import { codeSpan, escapeMarkdown } from "./markdown.ts";

/** Risks of a change that a hover lists. */
const mostRisks = 5;

const lineBreak = "  \n";

const whenText = (time: string, clock: Clock): string => {
  const instant = Date.parse(time);
  return Number.isFinite(instant) ? `${ageText(instant, clock)} (${exactTime(instant, clock.zone)})` : ageText(instant, clock);
};

const fromText = ({ actor, verb }: ChangeView): string => {
  const how = howLabel({ actor: shortActor(actor), verb: cutText(verb) }, true);
  return actor.ip === null ? how : l10n.t("{0} from {1}", how, shortText(actor.ip));
};

/** A change as it is told beside what it set: who, when, how and from where, what it meant, and what is risky in it. */
const changeLines = (change: ChangeView, clock: Clock, summary: boolean): string[] => [
  [
    `**${escapeMarkdown(whoLabel(shortActor(change.actor), true))}**, ${escapeMarkdown(whenText(change.time, clock))}`,
    escapeMarkdown(fromText(change)),
    ...(summary && change.summary !== "" ? [escapeMarkdown(change.summary)] : []),
    ...(change.cause === null ? [] : [escapeMarkdown(causeSentence(change.cause))]),
    ...change.risks.slice(0, mostRisks).map(({ level, why }) => `**${escapeMarkdown(riskWord(level))}:** ${escapeMarkdown(why)}`),
  ].join(lineBreak),
];

const evidenceText = ({ change, evidence }: FieldView): string =>
  change === null ? l10n.t("Nothing in the log explains the value.") : evidenceSentence(evidence);

const linksOf = (mesh: string, object: FieldView["object"], change: ChangeView | null): CommandLink[] => [
  ...(change === null ? [] : [{ text: l10n.t("Show change"), command: "meshaudit.openDiff", target: { mesh, object, change } }]),
  { text: l10n.t("History"), command: "meshaudit.thisFile.focus", target: null },
  { text: l10n.t("Blame"), command: "meshaudit.blameObject", target: { mesh, object, change: null } },
  { text: l10n.t("Copy as Markdown"), command: "meshaudit.copyMarkdown", target: { mesh, object, change } },
];

const fieldMarkdown = (field: FieldView, clock: Clock): TrustedMarkdown => {
  const { mesh, object, change, state, key } = field;
  const links = commandLinks(linksOf(mesh.key, object, change));
  const place = `${escapeMarkdown(shortText(mesh.name))} · ${escapeMarkdown(objectLabel(shortObject(object)))}`;
  const paragraphs = [
    escapeMarkdown(fieldText(field, clock)),
    ...(change === null ? [] : changeLines(change, clock, state !== "branch")),
    [...(state === "only-here" ? [] : [escapeMarkdown(evidenceText(field))]), place, codeSpan(key, 200)].join(lineBreak),
    links.markdown,
  ];
  return { markdown: paragraphs.join("\n\n"), commands: links.commands };
};

const objectMarkdown = (place: Extract<PlaceView, { kind: "object" }>, clock: Clock): TrustedMarkdown => {
  const { mesh, view, changes } = place;
  const { object, standing } = view;
  const listed = changes.map((change) => {
    const who = escapeMarkdown(whoLabel(shortActor(change.actor), false));
    const link =
      object === null
        ? { markdown: "", commands: [] }
        : commandLinks([{ text: l10n.t("Show change"), command: "meshaudit.openDiff", target: { mesh: mesh.key, object, change } }]);
    const when = escapeMarkdown(ageText(Date.parse(change.time), clock));
    const shown = link.markdown === "" ? "" : ` · ${link.markdown}`;
    return { markdown: `- **${who}**, ${when} · ${escapeMarkdown(change.summary, 200)}${shown}`, commands: link.commands };
  });
  const more = standing.kind === "seen" && standing.changes > changes.length ? standing.changes - changes.length : 0;
  const links = object === null ? { markdown: "", commands: [] } : commandLinks(linksOf(mesh.key, object, null));
  const paragraphs = [
    `**${escapeMarkdown(viewLabel(view))}** · ${escapeMarkdown(shortText(mesh.name))}`,
    standingSentences(standing)
      .map((sentence) => escapeMarkdown(sentence, 600))
      .join(lineBreak),
    listed.map(({ markdown }) => markdown).join("\n"),
    more === 0 ? "" : escapeMarkdown(more === 1 ? l10n.t("and 1 older change") : l10n.t("and {0} older changes", more)),
    links.markdown,
  ];
  return {
    markdown: paragraphs.filter((paragraph) => paragraph !== "").join("\n\n"),
    commands: [...new Set([...listed.flatMap(({ commands }) => commands), ...links.commands])],
  };
};

/** What is known of a place in a file, as Markdown, with the commands that it links to. A stranger's text in it is nothing but text. */
export const hoverMarkdown = (place: PlaceView, clock: Clock): TrustedMarkdown =>
  place.kind === "field" ? fieldMarkdown(place.field, clock) : objectMarkdown(place, clock);
