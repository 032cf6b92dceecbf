import { objectLabel, type Clock } from "@meshaudit/client";
import * as l10n from "@vscode/l10n";
import type { FileNote, ObjectView, Standing } from "../protocol/file-view.ts";
import { whoAndAge } from "../views/change-row.ts";
import { shortObject, shortText } from "./short.ts";

const withHint = (message: string, hint: string | null): string =>
  hint === null ? shortText(message, 500) : `${shortText(message, 500)} (${shortText(hint, 500)})`;

/** Why nothing, or not all, is said of a file; "" where the view's welcome says it. */
export const noteSentence = (note: FileNote): string => {
  switch (note.kind) {
    case "helm-template":
      return l10n.t("This is a Helm template: its values come from elsewhere, so nothing can be said of its objects.");
    case "too-large":
      return l10n.t("This file is too large to be looked at.");
    case "not-yaml":
      return l10n.t("This file is not valid YAML at the moment.");
    case "too-deep":
      return l10n.t("This file is nested too deeply to be looked at.");
    case "mesh-unknown":
      return l10n.t(
        "Nothing says which mesh this file belongs to: {0}. The setting meshaudit.meshes can.",
        note.meshes
          .slice(0, 10)
          .map((mesh) => shortText(mesh))
          .join(", "),
      );
    case "no-source":
      return "";
    case "source-failed":
      return withHint(note.message, note.hint);
  }
};

/** An object as the file names it, or as the cluster does where that is known. */
export const viewLabel = ({ kind, name, object }: ObjectView): string =>
  object === null ? shortText(name === "" ? kind : `${kind} ${name}`) : objectLabel(shortObject(object));

const counted = (changes: number): string => (changes === 1 ? l10n.t("1 change") : l10n.t("{0} changes", changes));

/** How an object stands, in a few words for its row. */
export const standingWords = (standing: Standing, clock: Clock): string => {
  switch (standing.kind) {
    case "unnamed":
      return l10n.t("name not known");
    case "never-seen":
      return l10n.t("never seen");
    case "failed":
      return l10n.t("not known");
    case "seen": {
      const { alive, changes, last } = standing;
      return [
        alive === false ? l10n.t("deleted") : null,
        changes === 0 ? l10n.t("no changes") : counted(changes),
        last === null ? null : whoAndAge(last, clock),
      ]
        .filter((part) => part !== null)
        .join(" · ");
    }
  }
};

/** How an object stands, each thing in a whole sentence. */
export const standingSentences = (standing: Standing): string[] => {
  switch (standing.kind) {
    case "unnamed":
      return [shortText(standing.why, 500)];
    case "never-seen": {
      const near = standing.near.slice(0, 5).map((name) => shortText(name));
      const never = l10n.t("No event of the log touches this object.");
      return near.length === 0 ? [never] : [never, l10n.t("Names like it: {0}.", near.join(", "))];
    }
    case "failed":
      return [withHint(standing.message, standing.hint)];
    case "seen":
      return [
        ...(standing.alive === false ? [l10n.t("The object was deleted from the mesh.")] : []),
        ...(standing.changes === 0 ? [l10n.t("The log has seen the object, and no change of it.")] : []),
        ...(standing.contents ? [] : [l10n.t("The log keeps no contents of this object, so who set which value is not known.")]),
        ...standing.notes.slice(0, 20).map((note) => shortText(note, 500)),
      ];
  }
};
