import * as vscode from "vscode";
import { editorRange } from "../host/editor-range.ts";
import type { Services } from "../host/services.ts";
import type { FileView } from "../protocol/file-view.ts";
import { commandUri } from "../words/command-link.ts";
import { driftMessage } from "./drift-message.ts";
import { driftSetting } from "./drift-setting.ts";

/** How long a document rests before its problems are looked for, in ms. */
const rest = 300;

/** Problems of one file: more help nobody. */
const mostProblems = 500;

const isShown = ({ uri }: vscode.TextDocument): boolean => uri.scheme !== "meshaudit";

/** Differences between open files and their mesh as problems, where the setting asks for them. */
export const driftProblems = ({ files, clock, log }: Services): vscode.Disposable => {
  const collection = vscode.languages.createDiagnosticCollection("meshaudit");
  const timers = new Map<string, NodeJS.Timeout>();

  const problemsOf = ({ mesh, objects }: FileView): vscode.Diagnostic[] =>
    objects
      .flatMap(({ object, drift }) =>
        drift.map((entry) => {
          const problem = new vscode.Diagnostic(
            editorRange(entry.range),
            mesh === null ? "" : driftMessage(entry, mesh, clock()),
            vscode.DiagnosticSeverity.Information,
          );
          problem.source = "meshaudit";
          const target =
            mesh === null || object === null || entry.change === null ? null : { mesh: mesh.key, object, change: entry.change };
          const uri = commandUri({ command: "meshaudit.openDiff", target });
          problem.code = target === null ? "drift" : { value: "drift", target: vscode.Uri.parse(uri) };
          return problem;
        }),
      )
      .filter(({ message }) => message !== "")
      .slice(0, mostProblems);

  const look = async (document: vscode.TextDocument): Promise<void> => {
    const view = await files.view(document);
    if (document.isClosed || driftSetting() !== "problems") return;
    if (view !== null && view.version !== document.version) return;
    collection.set(document.uri, view === null ? [] : problemsOf(view));
  };

  const forget = (uri: vscode.Uri): void => {
    const key = uri.toString();
    clearTimeout(timers.get(key));
    timers.delete(key);
    collection.delete(uri);
  };

  const schedule = (document: vscode.TextDocument): void => {
    if (driftSetting() !== "problems" || !files.mayHold(document) || !isShown(document)) return;
    const key = document.uri.toString();
    clearTimeout(timers.get(key));
    timers.set(
      key,
      setTimeout(() => {
        timers.delete(key);
        look(document).catch((error: unknown) => log.debug(error instanceof Error ? error.message : String(error)));
      }, rest),
    );
  };

  const scheduleAll = (): void => vscode.workspace.textDocuments.forEach(schedule);

  scheduleAll();
  return vscode.Disposable.from(
    collection,
    { dispose: () => timers.forEach((timer) => clearTimeout(timer)) },
    vscode.workspace.onDidOpenTextDocument(schedule),
    vscode.workspace.onDidCloseTextDocument(({ uri }) => forget(uri)),
    files.onDidChange((uri) => {
      const document = vscode.workspace.textDocuments.find((open) => open.uri.toString() === uri.toString());
      if (document !== undefined) schedule(document);
    }),
    vscode.workspace.onDidChangeConfiguration((event) => {
      if (!event.affectsConfiguration("meshaudit.drift")) return;
      collection.clear();
      scheduleAll();
    }),
  );
};
