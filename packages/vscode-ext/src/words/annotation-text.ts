import { whoLabel, type Clock } from "@meshaudit/client";
import * as l10n from "@vscode/l10n";
import type { FieldView, ObjectView } from "../protocol/file-view.ts";
import { shortActor } from "./short.ts";
import { ageText } from "./age-text.ts";
import { fieldText } from "./field-text.ts";
import { oneLine } from "./one-line.ts";

/** Characters of an annotation: more would stand beyond the window's edge. */
const mostText = 120;

const isApart = ({ state }: FieldView): boolean => state === "differs" || state === "only-here";

/** What is said after a line that was edited and not saved; also what the mesh has in its place, where that is known to be another. */
export const unsavedText = (field: FieldView | null, clock: Clock): string => {
  const unsaved = l10n.t("not saved");
  return field !== null && isApart(field) ? oneLine(`${unsaved} · ${fieldText(field, clock)}`, mostText) : unsaved;
};

/** What is said after a field's line: `alice@example.com, 3 days ago · weight 90 -> 70`; "" where nobody is known to have set it. */
export const annotationText = (field: FieldView, clock: Clock): string => {
  const { change, evidence } = field;
  if (isApart(field)) return oneLine(fieldText(field, clock), mostText);
  if (change === null) return "";
  const who = whoLabel(shortActor(change.actor), false);
  const mark = evidence === "approximate" ? ` (${l10n.t("approximate")})` : "";
  const text = `${who}, ${ageText(Date.parse(change.time), clock)}${mark} · ${fieldText(field, clock)}`;
  return oneLine(text, mostText);
};

/** Of several fields on a line, the one to tell of: one that differs from the mesh's, else the last set. */
export const tellingField = (fields: readonly FieldView[]): FieldView | null => {
  const apart = fields.find(isApart);
  const time = ({ change }: FieldView): number => (change === null ? Number.NEGATIVE_INFINITY : Date.parse(change.time));
  return apart ?? fields.reduce<FieldView | null>((last, field) => (last === null || time(field) > time(last) ? field : last), null);
};

/** How an object came to be as it is: `4 changes, last by alice@example.com 3 days ago`; "" where no change is known. */
export const objectText = ({ standing }: ObjectView, clock: Clock): string => {
  if (standing.kind !== "seen" || standing.last === null) return "";
  const { changes, last } = standing;
  const who = whoLabel(shortActor(last.actor), false);
  const when = ageText(Date.parse(last.time), clock);
  return oneLine(
    changes === 1 ? l10n.t("1 change, by {0} {1}", who, when) : l10n.t("{0} changes, last by {1} {2}", changes, who, when),
    mostText,
  );
};
