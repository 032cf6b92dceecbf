import { whoLabel, type Clock } from "@meshaudit/client";
import type { ObjectIdentity } from "@meshaudit/core";
import * as l10n from "@vscode/l10n";
import type { ChangeView } from "../protocol/change-view.ts";
import { objectWords } from "../words/change-words.ts";
import { shortActor } from "../words/short.ts";
import { ageText } from "../words/age-text.ts";
import { labelText } from "../words/label-text.ts";

const named = (object: ObjectIdentity): string => labelText(objectWords(object), 80);

/** Whose version it is: `alice@example.com, 3 hours ago`. */
const versionLabel = (change: ChangeView, clock: Clock): string =>
  labelText(`${whoLabel(shortActor(change.actor), false)}, ${ageText(Date.parse(change.time), clock)}`, 80);

/** `VirtualService bookinfo/reviews: alice@example.com, 3 hours ago` */
export const changeTitle = (object: ObjectIdentity, change: ChangeView, clock: Clock): string =>
  l10n.t("{0}: {1}", named(object), versionLabel(change, clock));

/** `VirtualService bookinfo/reviews: alice@example.com, 3 hours ago ↔ bob, 5 minutes ago` */
export const versionsTitle = (object: ObjectIdentity, older: ChangeView, newer: ChangeView, clock: Clock): string =>
  l10n.t("{0}: {1} ↔ {2}", named(object), versionLabel(older, clock), versionLabel(newer, clock));

/** A change's version, or the last one known, beside the file's. */
export const fileTitle = (object: ObjectIdentity, change: ChangeView | null, clock: Clock): string =>
  l10n.t("{0}: {1} ↔ this file", named(object), change === null ? l10n.t("last known") : versionLabel(change, clock));

/** The cluster's version beside the file's. */
export const liveTitle = (object: ObjectIdentity): string => l10n.t("{0}: live ↔ this file", named(object));
