import * as l10n from "@vscode/l10n";
import type { MeshState } from "../protocol/mesh-state.ts";
import { shortText } from "../words/short.ts";

/** What keeps a mesh's changes from being all there, as a sentence; "" when nothing does. */
export const meshMessage = ({ status, mesh }: MeshState): string => {
  const name = shortText(mesh.name);
  switch (status.kind) {
    case "idle":
      return "";
    case "reading":
      return l10n.t("Reading the audit log of {0}…", name);
    case "cancelled":
      return l10n.t("Reading the audit log of {0} was cancelled: changes may be missing.", name);
    case "live":
      if (status.problem !== null) return shortText(status.problem, 500);
      return l10n.t("{0} has no audit log: the live cluster tells field managers and times, not people.", name);
    case "failed":
      return status.hint === null ? shortText(status.message, 500) : `${shortText(status.message, 500)} (${shortText(status.hint, 500)})`;
    case "ready":
      return status.problem === null ? "" : shortText(status.problem, 500);
  }
};
