import { whoLabel, type Clock } from "@meshaudit/client";
import type { ObjectIdentity } from "@meshaudit/core";
import * as l10n from "@vscode/l10n";
import type { AttemptView } from "../protocol/change-view.ts";
import { whoAndAge } from "./change-row.ts";
import { changeTooltip } from "./change-tooltip.ts";
import { resultWords } from "../words/change-words.ts";
import { plainRow, type Row } from "./row.ts";
import { cutText, shortActor, shortText } from "../words/short.ts";
import { ageText } from "../words/age-text.ts";

const icons: { [result in AttemptView["result"]]: string } = { denied: "circle-slash", failed: "error", noop: "dash", dryRun: "beaker" };

/** An attempt, with what it came to. It has no version to open, so its target is the object. */
export const attemptRow = (mesh: string, object: ObjectIdentity, attempt: AttemptView, clock: Clock): Row => {
  const result = attempt.result === "dryRun" ? resultWords("dryRun") : `${resultWords(attempt.result)}: ${shortText(attempt.reason)}`;
  return {
    ...plainRow(`attempt ${cutText(attempt.id)}`, result, icons[attempt.result]),
    description: whoAndAge(attempt, clock),
    tooltip: changeTooltip(object, attempt, clock),
    spoken: l10n.t("Attempt by {0} {1}: {2}", whoLabel(shortActor(attempt.actor), false), ageText(Date.parse(attempt.time), clock), result),
    context: "meshaudit.attempt",
    target: { mesh, object, change: null },
    person: attempt.actor.user,
  };
};
