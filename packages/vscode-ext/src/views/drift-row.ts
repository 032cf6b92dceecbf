import { whoLabel, type Clock } from "@meshaudit/client";
import type { ObjectIdentity } from "@meshaudit/core";
import * as l10n from "@vscode/l10n";
import type { DriftEntry, MeshRef } from "../protocol/file-view.ts";
import { changeTooltip } from "./change-tooltip.ts";
import { plainRow, type Row } from "./row.ts";
import { shortActor, shortText, shortValue } from "../words/short.ts";
import { shortAge } from "../words/age-text.ts";

const maker = ({ change }: DriftEntry, clock: Clock): string =>
  change === null ? "" : ` (${whoLabel(shortActor(change.actor), false)}, ${shortAge(Date.parse(change.time), clock)})`;

/** Both values, the mesh's with who made it so: `in prod: 90 (alice@example.com, 4m) · here: 70`. */
const valuesOf = (entry: DriftEntry, mesh: MeshRef, clock: Clock): string => {
  const there = entry.kind === "only-here" ? l10n.t("not there") : shortValue(entry.there);
  const here = entry.kind === "only-there" ? l10n.t("not here") : shortValue(entry.here);
  return l10n.t("in {0}: {1} · here: {2}", shortText(mesh.name), `${there}${maker(entry, clock)}`, here);
};

/** A difference between the file and the last audited state; a click goes to its place in the file. */
export const driftRow = (uri: string, mesh: MeshRef, object: ObjectIdentity, entry: DriftEntry, clock: Clock): Row => {
  const label = shortText(entry.key);
  const description = valuesOf(entry, mesh, clock);
  return {
    ...plainRow(`drift ${label}`, label, "git-compare"),
    description,
    tooltip: entry.change === null ? "" : changeTooltip(object, entry.change, clock),
    spoken: `${label}: ${description}`,
    context: entry.change === null ? "meshaudit.drift.unknown" : "meshaudit.drift",
    target: { mesh: mesh.key, object, change: entry.change },
    person: entry.change?.actor.user ?? null,
    click: { kind: "place", uri, range: entry.range },
  };
};
