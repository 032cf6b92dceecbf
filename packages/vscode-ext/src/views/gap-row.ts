import { span, type Clock } from "@meshaudit/client";
import type { Gap } from "@meshaudit/core";
import * as l10n from "@vscode/l10n";
import { escapeMarkdown } from "../words/markdown.ts";
import { plainRow, type Row } from "./row.ts";

/** Changes that must have happened and that no event explains. */
export const gapRow = ({ missing, afterGeneration, beforeGeneration, from, to }: Gap, clock: Clock): Row => {
  const label = missing === 1 ? l10n.t("1 change is missing") : l10n.t("{0} changes are missing", missing);
  const proof = l10n.t(
    "The object's generation went from {0} to {1}, and no event of the log says how.",
    afterGeneration,
    beforeGeneration,
  );
  return {
    ...plainRow(`gap ${afterGeneration} ${beforeGeneration} ${to ?? ""}`, label, "question"),
    description: from === null || to === null ? "" : span(Date.parse(from), Date.parse(to), clock),
    tooltip: escapeMarkdown(proof),
    spoken: `${label}. ${proof}`,
    context: "meshaudit.gap",
  };
};
