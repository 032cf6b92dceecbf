import * as l10n from "@vscode/l10n";
import * as vscode from "vscode";
import type { ChangeTarget } from "../host/change-target.ts";
import type { Feature } from "../host/services.ts";
import { noteSentence } from "../words/file-words.ts";
import { objectRow } from "./object-row.ts";
import { allOf, type Page } from "./row.ts";
import { shortText } from "../words/short.ts";
import { createTree } from "./tree.ts";

/** What the last active editor shows; versions of our own, shown beside a file, do not take its place. */
const documentOf = (editor: vscode.TextEditor | undefined): vscode.TextDocument | null =>
  editor === undefined || editor.document.uri.scheme === "meshaudit" ? null : editor.document;

/** *This file*: the objects of the active file, what they differ in, their changes, attempts and gaps. */
export const thisFileView: Feature = ({ ask, files, clock, log, onNews, onMeshState }) => {
  let document = documentOf(vscode.window.activeTextEditor);

  const rows = async (limit: number): Promise<Page> => {
    const shown = document;
    const known = shown === null || shown.isClosed || !files.mayHold(shown) ? null : await files.view(shown);
    if (document !== shown) return { rows: [], more: false };
    tree.view.description = shortText(known?.mesh?.name ?? "");
    tree.view.message =
      known === null ? l10n.t("The active file holds no object of a mesh.") : known.note === null ? "" : noteSentence(known.note);
    if (known === null || known.note?.kind === "no-source") return { rows: [], more: false };
    const drift = vscode.workspace.getConfiguration("meshaudit").get<string>("drift", "tree") !== "off";
    const surroundings = {
      clock: clock(),
      drift,
      changesOf: ({ mesh, object }: ChangeTarget, many: number) => ask("changes", { mesh, object, limit: many }),
    };
    return allOf(known.objects.map((view) => objectRow(known, view, surroundings)))(limit);
  };

  const tree = createTree("meshaudit.thisFile", rows, log);
  const show = (editor: vscode.TextEditor | undefined): void => {
    const next = documentOf(editor);
    if (next === null || next === document) return;
    document = next;
    tree.refresh();
  };
  const isShown = (uri: vscode.Uri): boolean => document !== null && document.uri.toString() === uri.toString();
  return vscode.Disposable.from(
    tree,
    vscode.window.onDidChangeActiveTextEditor(show),
    vscode.workspace.onDidCloseTextDocument(({ uri }) => {
      if (!isShown(uri)) return;
      document = documentOf(vscode.window.activeTextEditor);
      tree.refresh();
    }),
    files.onDidChange((uri) => {
      if (isShown(uri)) tree.refresh();
    }),
    onNews(() => tree.refresh()),
    onMeshState(({ status }) => {
      if (status.kind !== "reading") tree.refresh();
    }),
    vscode.workspace.onDidChangeConfiguration((event) => {
      if (event.affectsConfiguration("meshaudit.drift")) tree.refresh();
    }),
    vscode.commands.registerCommand("meshaudit.refreshFileView", () => {
      tree.refresh();
      return ask("refresh", null);
    }),
  );
};
