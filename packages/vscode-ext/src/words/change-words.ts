import { objectLabel } from "@meshaudit/client";
import type { Cause, Evidence, ObjectIdentity, Operation, Risk, RiskLevel } from "@meshaudit/core";
import * as l10n from "@vscode/l10n";
import type { AttemptView, ChangeView } from "../protocol/change-view.ts";
import { shortObject, shortText } from "./short.ts";

/** `VirtualService bookinfo/reviews`, short enough for a row. */
export const objectWords = (object: ObjectIdentity): string => objectLabel(shortObject(object));

/** What a change did to its object. */
export const operationWord = (operation: Operation): string => {
  switch (operation) {
    case "created":
      return l10n.t("created");
    case "updated":
      return l10n.t("updated");
    case "deleted":
      return l10n.t("deleted");
  }
};

/** What an attempt came to. */
export const resultWords = (result: AttemptView["result"]): string => {
  switch (result) {
    case "denied":
      return l10n.t("denied");
    case "failed":
      return l10n.t("failed");
    case "noop":
      return l10n.t("changed nothing");
    case "dryRun":
      return l10n.t("dry run");
  }
};

/** How a change is proven, as a sentence. */
export const evidenceSentence = (evidence: Evidence): string => {
  switch (evidence) {
    case "exact":
      return l10n.t("Exact: the log holds the resulting object.");
    case "approximate":
      return l10n.t("Approximate: rebuilt from what was asked for.");
    case "unavailable":
      return l10n.t("Unavailable: the log keeps no contents of it.");
  }
};

/** How bad a risk is. */
export const riskWord = (level: RiskLevel): string => {
  switch (level) {
    case "high":
      return l10n.t("high risk");
    case "medium":
      return l10n.t("medium risk");
    case "low":
      return l10n.t("low risk");
  }
};

const severity = (level: RiskLevel): number => ["low", "medium", "high"].indexOf(level);

/** The worst risk of a change; null when it has none. */
export const worstRisk = ({ risks }: Pick<ChangeView, "risks">): Risk | null =>
  risks.reduce<Risk | null>((worst, risk) => (worst === null || severity(risk.level) > severity(worst.level) ? risk : worst), null);

const certainCause = ({ kind, object, actor }: Cause): string => {
  const who = shortText(actor.user);
  switch (kind) {
    case "namespace-deletion":
      return object === null
        ? l10n.t("{0} deleted its namespace.", who)
        : l10n.t("{0} deleted the namespace {1}.", who, shortText(object.name));
    case "garbage-collection":
      return object === null
        ? l10n.t("{0} deleted its owner.", who)
        : l10n.t("{0} deleted its owner, {1}.", who, shortText(`${object.resource}/${object.name}`));
    case "finalizer":
      return l10n.t("{0} had asked for it; a finalizer had held it.", who);
    case "deletecollection":
      return l10n.t("{0} deleted all of its kind.", who);
  }
};

/** What set a deletion off, as a sentence, which says when that is not certain. */
export const causeSentence = (cause: Cause): string =>
  cause.evidence === "approximate" ? l10n.t("Most likely: {0}", certainCause(cause)) : certainCause(cause);
