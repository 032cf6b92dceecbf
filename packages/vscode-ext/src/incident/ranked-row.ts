import { timeBetween, whoLabel, type Clock } from "@meshaudit/client";
import * as l10n from "@vscode/l10n";
import type { RankedView } from "../protocol/questions.ts";
import { changeRow } from "../views/change-row.ts";
import { objectWords } from "../words/change-words.ts";
import { allOf, plainRow, type Row } from "../views/row.ts";
import { shortActor, shortText } from "../words/short.ts";

const barLength = 5;

/** A score of 0 to 1 as a bar: `▰▰▰▱▱`. Any score above 0 is seen. */
export const scoreBar = (score: number): string => {
  const filled = Number.isFinite(score) ? Math.min(barLength, Math.max(0, Math.ceil(score * barLength))) : 0;
  return "▰".repeat(filled) + "▱".repeat(barLength - filled);
};

/** A change that may explain an incident: how likely, when and what; below it why. */
export const rankedRow = (mesh: string, { object, change, score, why }: RankedView, at: number, clock: Clock): Row => {
  const row = changeRow(mesh, object, change, clock);
  const when = timeBetween(Date.parse(change.time), at);
  const who = whoLabel(shortActor(change.actor), false);
  const reasons = why.map((reason, index) => plainRow(`why ${index}`, shortText(reason), "info"));
  return {
    ...row,
    label: objectWords(object),
    description: `${scoreBar(score)} ${when} · ${who} · ${shortText(change.summary)}`,
    spoken: l10n.t("Score {0} of 100, {1}: {2}", Math.round(score * 100), when, row.spoken),
    children: reasons.length === 0 ? null : allOf(reasons),
  };
};
