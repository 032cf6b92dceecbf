import * as l10n from "@vscode/l10n";
import * as vscode from "vscode";
import type { ChangeTarget } from "../host/change-target.ts";
import { editorRange } from "../host/editor-range.ts";
import type { Services } from "../host/services.ts";
import { signalOf } from "../host/signal-of.ts";
import type { DriftEntry, MeshRef, ObjectView } from "../protocol/file-view.ts";
import { shortText, shortValue } from "../words/short.ts";
import { makerText } from "../words/apart-text.ts";
import { driftSetting } from "./drift-setting.ts";

/** Fixes for one place: as many as a menu has room for. */
const mostEntries = 10;

const showChange = (entry: DriftEntry, mesh: MeshRef, object: ObjectView["object"], title: string): vscode.CodeAction[] => {
  if (entry.change === null || object === null) return [];
  const action = new vscode.CodeAction(title, vscode.CodeActionKind.QuickFix);
  const target: ChangeTarget = { mesh: mesh.key, object, change: entry.change };
  action.command = { title, command: "meshaudit.openDiff", arguments: [target] };
  return [action];
};

const takeTitle = ({ kind, key, there }: DriftEntry, { name }: MeshRef): string =>
  kind === "only-there"
    ? l10n.t("Insert {0} of the cluster ({1})", shortText(key), shortText(name, 40))
    : l10n.t("Take the value of the cluster ({0}): {1}", shortText(name, 40), shortValue(there));

const takeValue = (entry: DriftEntry, mesh: MeshRef, uri: vscode.Uri): vscode.CodeAction[] => {
  const { edit } = entry;
  if (edit === null) return [];
  const title = takeTitle(entry, mesh);
  const action = new vscode.CodeAction(title, vscode.CodeActionKind.QuickFix);
  // VS Code applies it to the version that it was asked about and to no other.
  action.edit = new vscode.WorkspaceEdit();
  action.edit.replace(uri, editorRange(edit.range), edit.text);
  return [action];
};

/** What can be done about a difference between a file and its mesh: see the change that made it, or take the mesh's value. */
export const driftFixes = ({ files, clock, log }: Services): vscode.Disposable => {
  const provider: vscode.CodeActionProvider = {
    provideCodeActions: async (document, range, context, token) => {
      if (driftSetting() === "off" || !files.mayHold(document) || document.uri.scheme === "meshaudit") return [];
      const { version } = document;
      const signal = signalOf(token);
      const view = await files.view(document, signal).catch((error: unknown) => {
        if (!signal.aborted) log.debug(error instanceof Error ? error.message : String(error));
        return null;
      });
      const mesh = view?.mesh ?? null;
      // The ranges are those of one version: on another they would replace something else.
      if (view === null || mesh === null || view.version !== version || document.version !== version) return [];
      const here = view.objects
        .flatMap(({ object, drift }) => drift.map((entry) => ({ object, entry })))
        .filter(({ entry }) => editorRange(entry.range).intersection(range) !== undefined)
        .slice(0, mostEntries);
      return here.flatMap(({ object, entry }) => {
        const title = l10n.t("Show the change that made it ({0})", makerText(entry, clock()));
        const actions = [...showChange(entry, mesh, object, title), ...takeValue(entry, mesh, document.uri)];
        const problems = context.diagnostics.filter((one) => one.source === "meshaudit" && one.range.isEqual(editorRange(entry.range)));
        for (const action of actions) action.diagnostics = problems;
        return actions;
      });
    },
  };
  return vscode.languages.registerCodeActionsProvider({ language: "yaml" }, provider, {
    providedCodeActionKinds: [vscode.CodeActionKind.QuickFix],
  });
};
