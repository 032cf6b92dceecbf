import * as l10n from "@vscode/l10n";
import type { FileNote } from "../protocol/file-view.ts";
import type { MeshState } from "../protocol/mesh-state.ts";
import { noteSentence } from "./file-words.ts";
import { shortText } from "./short.ts";
import { commandLinks, type TrustedMarkdown } from "./command-link.ts";
import { escapeMarkdown } from "./markdown.ts";

/** How far meshes' logs are read: `reading the audit log of prod … 40 %`; null when none is being read. */
export const readingMarkdown = (states: readonly MeshState[]): TrustedMarkdown | null => {
  const lines = states.flatMap(({ mesh, status }) => {
    if (status.kind !== "reading") return [];
    const name = shortText(mesh.name);
    const { bytes, total } = status;
    if (total === null || total <= 0) return [l10n.t("reading the audit log of {0} …", name)];
    return [l10n.t("reading the audit log of {0} … {1} %", name, Math.min(100, Math.floor((bytes / total) * 100)))];
  });
  return lines.length === 0 ? null : { markdown: lines.map((line) => escapeMarkdown(line)).join("\n\n"), commands: [] };
};

/** Why nothing is said of a file, and the way forward. */
export const noteMarkdown = (note: FileNote): TrustedMarkdown => {
  const sentence =
    note.kind === "no-source" ? l10n.t("No audit log is chosen, so nobody can be asked who changed this.") : noteSentence(note);
  const forward =
    note.kind === "no-source" || note.kind === "source-failed"
      ? [{ text: l10n.t("Choose an audit log"), command: "meshaudit.chooseSource", target: null }]
      : note.kind === "mesh-unknown"
        ? [{ text: l10n.t("Choose the mesh"), command: "meshaudit.chooseMesh", target: null }]
        : [];
  const links = commandLinks(forward);
  const paragraphs = [escapeMarkdown(sentence, 1000), links.markdown];
  return { markdown: paragraphs.filter((paragraph) => paragraph !== "").join("\n\n"), commands: links.commands };
};
