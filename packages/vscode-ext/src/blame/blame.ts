import * as l10n from "@vscode/l10n";
import * as vscode from "vscode";
import { objectWords } from "../words/change-words.ts";
import { openVersion } from "../documents/documents.ts";
import { addressIn, scheme } from "../documents/version-address.ts";
import { chosenTarget } from "../host/chosen-target.ts";
import { registerCommand } from "../host/command.ts";
import type { Feature, Services } from "../host/services.ts";
import { labelText } from "../words/label-text.ts";
import { blamedLines, type BlamedLine } from "./blame-column.ts";
import { blameDecorations, type BlameDecorations } from "./blame-decorations.ts";

/** Every line gets a decoration of its own: of more lines the editor would get slow. */
const mostLines = 5000;

const shownKey = "meshaudit.blameShown";

/** The lines of a document, blamed as it is on the screen; [] when nothing in it is attributed. */
const blame = async ({ ask, files, clock }: Services, document: vscode.TextDocument): Promise<BlamedLine[]> => {
  await files.sync(document);
  const fields = await ask("fields", { uri: document.uri.toString(), fromLine: 0, toLine: document.lineCount });
  const mesh = document.uri.scheme === scheme ? addressIn(document.uri.query)?.mesh : undefined;
  // A document of one mesh says nothing of another's object that has the same name.
  const own = mesh === undefined ? fields : fields.filter((field) => field.mesh.key === mesh);
  return own.length === 0 ? [] : blamedLines(own, document.lineCount, clock());
};

const whyNothing = async ({ files }: Services, document: vscode.TextDocument): Promise<string> => {
  const note = (await files.view(document))?.note ?? null;
  if (note?.kind === "source-failed") return note.hint === null ? note.message : `${note.message}: ${note.hint}`;
  if (note?.kind === "mesh-unknown") return l10n.t("Which mesh this file belongs to is not known.");
  return l10n.t("The log of its mesh tells nothing of the values in this file.");
};

/** A whole file's blame: how recent each line is in the gutter, and who, when and what before the line. */
export const blameView: Feature = (services) => {
  const { files, log } = services;
  const blamed = new Map<string, BlamedLine[]>();
  let decorations: BlameDecorations | null = null;

  const tellShown = (): void => {
    const uri = vscode.window.activeTextEditor?.document.uri.toString();
    void vscode.commands.executeCommand("setContext", shownKey, uri !== undefined && blamed.has(uri));
  };
  const draw = (uri: string): void => {
    const lines = blamed.get(uri) ?? [];
    for (const editor of vscode.window.visibleTextEditors) {
      if (editor.document.uri.toString() === uri) decorations?.show(editor, lines);
    }
  };
  const hide = (uri: string): void => {
    if (!blamed.delete(uri)) return;
    draw(uri);
    tellShown();
  };
  /** Draws a document anew, unless it is another text by now. False when there is nothing to show. */
  const show = async (document: vscode.TextDocument): Promise<boolean> => {
    const { version } = document;
    const lines = await blame(services, document);
    if (document.isClosed || document.version !== version) return true;
    if (lines.length === 0) return false;
    decorations ??= blameDecorations();
    blamed.set(document.uri.toString(), lines);
    draw(document.uri.toString());
    tellShown();
    return true;
  };
  const start = async (document: vscode.TextDocument): Promise<void> => {
    if (document.lineCount > mostLines) {
      void vscode.window.showInformationMessage(l10n.t("Files of more than {0} lines are not blamed.", mostLines));
      return;
    }
    const location = vscode.ProgressLocation.Window;
    const isShown = await vscode.window.withProgress({ location, title: l10n.t("Blaming") }, () => show(document));
    if (!isShown) void vscode.window.showInformationMessage(labelText(await whyNothing(services, document), 400));
  };
  const refresh = async (uri: string): Promise<void> => {
    const document = vscode.workspace.textDocuments.find((open) => open.uri.toString() === uri);
    if (document === undefined || !(await show(document))) hide(uri);
  };

  return vscode.Disposable.from(
    { dispose: () => decorations?.dispose() },
    registerCommand(services, "meshaudit.toggleBlame", async () => {
      const document = vscode.window.activeTextEditor?.document;
      if (document !== undefined && blamed.has(document.uri.toString())) hide(document.uri.toString());
      else if (document !== undefined && files.mayHold(document)) await start(document);
      else void vscode.window.showInformationMessage(l10n.t("Open a YAML file with a mesh's objects first."));
    }),
    registerCommand(services, "meshaudit.blameObject", async (argument) => {
      const target = await chosenTarget(services, argument);
      if (target === null) return;
      const { mesh, object } = target;
      log.debug(`blaming the last known state of ${objectWords(object)}`);
      const { document } = await openVersion({ mesh, object, shown: { kind: "last" } });
      await start(document);
    }),
    vscode.workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
      if (contentChanges.length > 0) hide(document.uri.toString());
    }),
    vscode.workspace.onDidCloseTextDocument(({ uri }) => hide(uri.toString())),
    vscode.window.onDidChangeVisibleTextEditors(() => [...blamed.keys()].forEach(draw)),
    vscode.window.onDidChangeActiveTextEditor(tellShown),
    files.onDidChange((changed) => {
      const uri = changed.toString();
      if (!blamed.has(uri)) return;
      refresh(uri).catch((error: unknown) => {
        log.debug(`the blame of an open file is not known any more: ${String(error)}`);
        hide(uri);
      });
    }),
  );
};
