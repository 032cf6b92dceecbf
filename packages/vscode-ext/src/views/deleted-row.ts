import { whoLabel, type Clock } from "@meshaudit/client";
import * as l10n from "@vscode/l10n";
import type { DeletedView } from "../protocol/change-view.ts";
import { escapeMarkdown } from "../words/markdown.ts";
import { changeRow, whoAndAge } from "./change-row.ts";
import { objectWords } from "../words/change-words.ts";
import type { Row } from "./row.ts";
import { shortActor, shortText } from "../words/short.ts";
import { ageText } from "../words/age-text.ts";

/** How well it can be brought back, as a sentence. */
const restoration = ({ restorable, reason }: DeletedView): string => {
  switch (restorable) {
    case "exact":
      return l10n.t("Can be restored exactly.");
    case "approximate":
      return l10n.t("Can be restored approximately.");
    case "unavailable":
      return reason === null ? l10n.t("Cannot be restored.") : l10n.t("Cannot be restored: {0}", shortText(reason));
  }
};

/** An object that was deleted: by whom, when, and whether it can be brought back. */
export const deletedRow = (mesh: string, deleted: DeletedView, clock: Clock): Row => {
  const { object, change, restorable, deletedAt } = deleted;
  const row = changeRow(mesh, object, change, clock);
  const lost = restorable === "unavailable";
  const who = whoLabel(shortActor(change.actor), false);
  return {
    ...row,
    label: objectWords(object),
    description: `${whoAndAge({ actor: change.actor, time: deletedAt }, clock)}${lost ? ` · ${l10n.t("cannot be restored")}` : ""}`,
    icon: lost ? "circle-slash" : "trash",
    tooltip: `${row.tooltip}\n\n${escapeMarkdown(restoration(deleted))}`,
    spoken: l10n.t("{0}, deleted by {1} {2}. {3}", objectWords(object), who, ageText(Date.parse(deletedAt), clock), restoration(deleted)),
    context: lost ? "meshaudit.deleted.lost" : "meshaudit.deleted",
  };
};
