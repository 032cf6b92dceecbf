import * as vscode from "vscode";
import type { ChangeTarget } from "../host/change-target.ts";
import { editorRange } from "../host/editor-range.ts";
import type { Feature } from "../host/services.ts";
import { signalOf } from "../host/signal-of.ts";
import type { FileView } from "../protocol/file-view.ts";
import { objectText } from "../words/annotation-text.ts";
import { withoutIcons } from "../words/icon-text.ts";

const setting = "meshaudit.codeLens.enabled";

const isEnabled = (): boolean => vscode.workspace.getConfiguration().get(setting) === true;

/** Above each object: how many changes it has, and who made the last, which a click shows. */
export const codeLens: Feature = ({ files, clock, log }) => {
  const changed = new vscode.EventEmitter<void>();
  const lensesOf = ({ mesh, objects }: FileView): vscode.CodeLens[] =>
    objects.flatMap((view) => {
      const text = objectText(view, clock());
      const { object, standing, range } = view;
      if (mesh === null || object === null || standing.kind !== "seen" || text === "") return [];
      const target: ChangeTarget = { mesh: mesh.key, object, change: standing.last };
      const command = { title: withoutIcons(text), command: "meshaudit.openDiff", arguments: [target] };
      return [new vscode.CodeLens(editorRange({ start: range.start, end: range.start }), command)];
    });
  const provider: vscode.CodeLensProvider = {
    onDidChangeCodeLenses: changed.event,
    provideCodeLenses: async (document, token) => {
      if (!isEnabled() || !files.mayHold(document) || document.uri.scheme === "meshaudit") return [];
      const signal = signalOf(token);
      try {
        const view = await files.view(document, signal);
        return view === null || view.version !== document.version ? [] : lensesOf(view);
      } catch (error) {
        if (!signal.aborted) log.debug(error instanceof Error ? error.message : String(error));
        return [];
      }
    },
  };
  return vscode.Disposable.from(
    changed,
    vscode.languages.registerCodeLensProvider({ language: "yaml" }, provider),
    files.onDidChange(() => {
      if (isEnabled()) changed.fire();
    }),
    vscode.workspace.onDidChangeConfiguration((event) => {
      if (event.affectsConfiguration(setting)) changed.fire();
    }),
  );
};
