import type { Clock } from "@meshaudit/client";
import { parsePath } from "@meshaudit/core";
import * as l10n from "@vscode/l10n";
import type { FieldView } from "../protocol/file-view.ts";
import { shortText, shortValue } from "./short.ts";
import { apartText } from "./apart-text.ts";

/** What a field is called: the last key of its path, `weight`; of an entry of a list, the list's. */
const nameOf = (path: string): string => {
  const name = (parsePath(path) ?? []).findLast((step) => typeof step === "string");
  return shortText(name ?? path, 60);
};

const setText = (field: FieldView): string => {
  const { change, did } = field;
  const name = nameOf(field.path);
  const value = shortValue(field.here);
  if (change === null) return l10n.t("{0} {1}: no event tells who set it", name, value);
  if (did?.op === "changed") return `${name} ${shortValue(did.before)} -> ${shortValue(did.after)}`;
  if (change.operation === "created") return l10n.t("{0} {1}, created with the object", name, value);
  if (did === null || did.op !== "added") return l10n.t("{0} {1}, before: not known", name, value);
  if (did.key === field.key) return l10n.t("{0} set to {1}", name, value);
  return l10n.t("{0} set to {1} when the {2} was added", name, value, nameOf(did.path));
};

/** A field of a file in words, without who set it and when: `weight 90 -> 70`. Where the mesh has another value, both. */
export const fieldText = (field: FieldView, clock: Clock): string => {
  switch (field.state) {
    case "same":
      return setText(field);
    case "branch":
      return field.change === null ? nameOf(field.path) : shortText(field.change.summary, 300);
    case "differs":
    case "only-here":
      return apartText({ ...field, kind: field.state }, field.mesh, clock);
  }
};
