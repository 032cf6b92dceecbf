import { whoLabel, type Clock } from "@meshaudit/client";
import * as l10n from "@vscode/l10n";
import type { DriftEntry, MeshRef } from "../protocol/file-view.ts";
import { shortActor, shortText, shortValue } from "./short.ts";
import { shortAge } from "./age-text.ts";

/** Who made the mesh's value what it is: `alice, 3 d`. */
export const makerText = ({ change, evidence }: Pick<DriftEntry, "change" | "evidence">, clock: Clock): string => {
  if (change === null) return "";
  const maker = `${whoLabel(shortActor(change.actor), false)}, ${shortAge(Date.parse(change.time), clock)}`;
  return evidence === "approximate" ? l10n.t("{0}, approximate", maker) : maker;
};

/** A mesh's value beside the file's, where they are not the same: `in prod: 90 (alice, 3 d) · here: 70`. */
export const apartText = (
  { kind, here, there, change, evidence }: Pick<DriftEntry, "kind" | "here" | "there" | "change" | "evidence">,
  mesh: MeshRef,
  clock: Clock,
): string => {
  const name = shortText(mesh.name, 40);
  const ours = kind === "only-there" ? l10n.t("not here") : l10n.t("here: {0}", shortValue(here));
  if (kind === "only-here") return `${l10n.t("not in {0}", name)} · ${ours}`;
  const maker = makerText({ change, evidence }, clock);
  const theirs = l10n.t("in {0}: {1}", name, shortValue(there));
  return `${theirs}${maker === "" ? "" : ` (${maker})`} · ${ours}`;
};
