import { howLabel, whoLabel, type Clock } from "@meshaudit/client";
import type { ObjectIdentity, Operation } from "@meshaudit/core";
import * as l10n from "@vscode/l10n";
import type { ChangeView } from "../protocol/change-view.ts";
import { changeTooltip } from "./change-tooltip.ts";
import { objectWords, operationWord, riskWord, worstRisk } from "../words/change-words.ts";
import { plainRow, type Row } from "./row.ts";
import { cutText, shortActor, shortText } from "../words/short.ts";
import { ageText, shortAge } from "../words/age-text.ts";

const icons: { [operation in Operation]: string } = { created: "diff-added", updated: "diff-modified", deleted: "diff-removed" };

const spokenOf = (object: ObjectIdentity, change: ChangeView, clock: Clock): string => {
  const risk = worstRisk(change);
  const said = l10n.t(
    "{0} {1} by {2} {3}: {4}",
    objectWords(object),
    operationWord(change.operation),
    whoLabel(shortActor(change.actor), false),
    ageText(Date.parse(change.time), clock),
    shortText(change.summary),
  );
  return risk === null ? said : `${said}. ${riskWord(risk.level)}: ${shortText(risk.why)}`;
};

/** Who and when, as the end of a row: `alice@example.com · 4m`. */
export const whoAndAge = ({ actor, time }: Pick<ChangeView, "actor" | "time">, clock: Clock): string =>
  `${whoLabel(shortActor(actor), false)} · ${shortAge(Date.parse(time), clock)}`;

/** What rows of a change have in common, wherever they stand. */
export const changeRow = (mesh: string, object: ObjectIdentity, change: ChangeView, clock: Clock): Row => ({
  ...plainRow(`change ${cutText(change.id)}`, "", icons[change.operation]),
  risk: worstRisk(change)?.level ?? null,
  tooltip: changeTooltip(object, change, clock),
  spoken: spokenOf(object, change, clock),
  context: "meshaudit.change",
  target: { mesh, object, change },
  person: change.actor.user,
  click: { kind: "diff" },
});

/** A change below its object: what it did, then who, how and when. */
export const ownChangeRow = (mesh: string, object: ObjectIdentity, change: ChangeView, clock: Clock): Row => {
  const how = howLabel({ actor: shortActor(change.actor), verb: cutText(change.verb) }, false);
  return {
    ...changeRow(mesh, object, change, clock),
    label: shortText(change.summary),
    description: `${whoLabel(shortActor(change.actor), false)} · ${how} · ${shortAge(Date.parse(change.time), clock)}`,
  };
};

/** A change among those of other objects: the object, then what was done to it, who and when. */
export const meshChangeRow = (mesh: string, object: ObjectIdentity, change: ChangeView, clock: Clock): Row => ({
  ...changeRow(mesh, object, change, clock),
  label: objectWords(object),
  description: `${shortText(change.summary)} · ${whoAndAge(change, clock)}`,
});
