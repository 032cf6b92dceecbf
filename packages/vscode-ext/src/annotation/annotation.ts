import * as vscode from "vscode";
import type { Feature } from "../host/services.ts";
import { lineAnnotation } from "./line-annotation.ts";
import { afterEdits, hasLine, type LineEdit, type UnsavedLines } from "./unsaved-lines.ts";

/** How long the cursor and the keyboard rest before a line is annotated, in ms. */
const cursorRest = 100;
const typingRest = 400;

const setting = "currentLine.enabled";

const isEnabled = (): boolean => vscode.workspace.getConfiguration("meshaudit").get(setting) !== false;

/** Whether an editor is a plain one of a file: a half of a comparison, a peek and a text of ours are not annotated. */
const isPlain = ({ document }: vscode.TextEditor): boolean => {
  const input = vscode.window.tabGroups.activeTabGroup.activeTab?.input;
  const { uri } = document;
  return uri.scheme !== "meshaudit" && input instanceof vscode.TabInputText && input.uri.toString() === uri.toString();
};

const linesOf = ({ range, text }: vscode.TextDocumentContentChangeEvent): LineEdit => ({
  from: range.start.line,
  to: range.end.line,
  lines: text.split(/\r\n|\r|\n/).length,
});

const toggle = (): Thenable<void> =>
  vscode.workspace.getConfiguration("meshaudit").update(setting, !isEnabled(), vscode.ConfigurationTarget.Global);

/** After the cursor's line: who set it last, and from what to what. */
export const annotation: Feature = (services) => {
  const { files, log } = services;
  const decoration = vscode.window.createTextEditorDecorationType({
    after: { color: new vscode.ThemeColor("meshaudit.annotationForeground"), margin: "0 0 0 3em" },
    rangeBehavior: vscode.DecorationRangeBehavior.ClosedClosed,
  });
  const unsaved = new WeakMap<vscode.TextDocument, UnsavedLines>();
  let shown: { editor: vscode.TextEditor; line: number } | null = null;
  let timer: NodeJS.Timeout | undefined;
  let running: AbortController | null = null;
  let typedAt = Number.NEGATIVE_INFINITY;

  const clear = (): void => {
    shown?.editor.setDecorations(decoration, []);
    shown = null;
  };

  const show = async (): Promise<void> => {
    const editor = vscode.window.activeTextEditor;
    if (editor === undefined || !isEnabled() || !files.mayHold(editor.document) || !isPlain(editor)) {
      clear();
      return;
    }
    const { document, selection } = editor;
    const { version } = document;
    const { line } = selection.active;
    const controller = new AbortController();
    running = controller;
    const edited = document.isDirty && hasLine(unsaved.get(document) ?? [], line);
    const text = await lineAnnotation(services, document, line, edited, controller.signal);
    const isThere = vscode.window.activeTextEditor === editor && document.version === version && editor.selection.active.line === line;
    if (controller.signal.aborted || !isThere) return;
    clear();
    if (text === "") return;
    const end = document.lineAt(line).range.end;
    editor.setDecorations(decoration, [{ range: new vscode.Range(end, end), renderOptions: { after: { contentText: text } } }]);
    shown = { editor, line };
  };

  const schedule = (rest: number): void => {
    clearTimeout(timer);
    running?.abort();
    const wait = Math.max(rest, typedAt + typingRest - performance.now());
    timer = setTimeout(() => {
      show().catch((error: unknown) => {
        if (running?.signal.aborted !== true) log.debug(error instanceof Error ? error.message : String(error));
        clear();
      });
    }, wait);
  };

  const onEdit = ({ document, contentChanges }: vscode.TextDocumentChangeEvent): void => {
    if (!files.mayHold(document)) return;
    if (contentChanges.length === 0) {
      // What was undone back to what is saved is saved.
      if (!document.isDirty) unsaved.delete(document);
    } else {
      unsaved.set(document, afterEdits(unsaved.get(document) ?? [], contentChanges.map(linesOf)));
    }
    if (document !== vscode.window.activeTextEditor?.document) return;
    if (contentChanges.length > 0) {
      typedAt = performance.now();
      clear();
    }
    schedule(cursorRest);
  };

  schedule(cursorRest);
  return vscode.Disposable.from(
    decoration,
    { dispose: () => (clearTimeout(timer), running?.abort()) },
    vscode.commands.registerCommand("meshaudit.toggleAnnotation", toggle),
    vscode.window.onDidChangeActiveTextEditor(() => (clear(), schedule(cursorRest))),
    vscode.window.onDidChangeTextEditorSelection(({ textEditor }) => {
      if (textEditor !== vscode.window.activeTextEditor) return;
      const { line } = textEditor.selection.active;
      if (shown?.editor === textEditor && shown.line === line) return;
      clear();
      schedule(cursorRest);
    }),
    vscode.workspace.onDidChangeTextDocument(onEdit),
    vscode.workspace.onDidSaveTextDocument((document) => {
      unsaved.delete(document);
      if (document === vscode.window.activeTextEditor?.document) schedule(cursorRest);
    }),
    vscode.workspace.onDidChangeConfiguration((event) => {
      if (event.affectsConfiguration(`meshaudit.${setting}`)) schedule(0);
    }),
    files.onDidChange((uri) => {
      if (uri.toString() === vscode.window.activeTextEditor?.document.uri.toString()) schedule(cursorRest);
    }),
  );
};
