import * as vscode from "vscode";
import type { Ask } from "../protocol/call.ts";
import type { FileText, FileView } from "../protocol/file-view.ts";
import { untilAborted } from "../protocol/until-aborted.ts";
import type { Files, News } from "./services.ts";

/** How long nothing is typed before a document is looked at again, ms. */
const rest = 400;

const languages = new Set(["yaml", "helm", "helm-template"]);
const schemes = new Set(["file", "untitled", "vscode-remote", "vscode-vfs", "meshaudit"]);

const maxLength = (): number => vscode.workspace.getConfiguration("meshaudit").get<number>("maxFileSize", 2048) * 1024;

/** A document as it is now. What is too long is not even copied. */
const textOf = (document: vscode.TextDocument): FileText => {
  const folder = vscode.workspace.getWorkspaceFolder(document.uri);
  const end = document.lineAt(document.lineCount - 1).range.end;
  const tooLong = document.lineCount > maxLength() || document.offsetAt(end) > maxLength();
  return {
    uri: document.uri.toString(),
    path: document.uri.scheme === "untitled" || document.uri.scheme === "meshaudit" ? null : document.uri.fsPath,
    folder: folder?.uri.fsPath ?? null,
    version: document.version,
    text: tooLong ? null : document.getText(),
  };
};

interface Handed {
  version: number;
  view: FileView | null;
  asked: Promise<FileView | null> | null;
  /** When what was answered has to be asked again, by `performance.now()`. */
  until: number;
  timer: NodeJS.Timeout | null;
}

/** The open files, and what keeps them. */
export interface OpenFiles extends Files, vscode.Disposable {
  /** Hands all of them over again, to an analysis that knows none, through `toAnalysis`. */
  handOver(toAnalysis: Ask): Promise<void>;
}

/** See `Files`. A keystroke costs a timer: the text is handed over after a rest. */
export const openFiles = (ask: Ask, onNews: vscode.Event<News>): OpenFiles => {
  const handed = new Map<string, Handed>();
  const changed = new vscode.EventEmitter<vscode.Uri>();
  const mayHold: Files["mayHold"] = ({ languageId, uri }) => languages.has(languageId) && schemes.has(uri.scheme);

  const entry = (document: vscode.TextDocument): Handed => {
    const key = document.uri.toString();
    const known = handed.get(key) ?? { version: -1, view: null, asked: null, until: Number.POSITIVE_INFINITY, timer: null };
    handed.set(key, known);
    return known;
  };

  const sync: Files["sync"] = async (document) => {
    const known = entry(document);
    if (known.version === document.version) return;
    Object.assign(known, { version: document.version, asked: null, until: Number.POSITIVE_INFINITY });
    await ask("openFile", textOf(document));
  };

  const view: Files["view"] = async (document, signal) => {
    if (!mayHold(document)) return null;
    await sync(document);
    const known = entry(document);
    if (performance.now() > known.until) known.asked = null;
    const asked = (known.asked ??= ask("file", document.uri.toString()));
    const remember = (found: FileView | null): void => {
      if (known.asked === asked)
        Object.assign(known, { view: found, until: performance.now() + (found?.lasts ?? Number.POSITIVE_INFINITY) });
    };
    asked.then(remember, () => {
      if (known.asked === asked) known.asked = null;
    });
    return untilAborted(asked, signal);
  };

  const refresh = (): void => {
    for (const [uri, known] of handed) {
      known.asked = null;
      changed.fire(vscode.Uri.parse(uri));
    }
  };

  const subscriptions = [
    changed,
    onNews(refresh),
    vscode.workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
      const known = handed.get(document.uri.toString());
      if (known === undefined || contentChanges.length === 0) return;
      if (known.timer !== null) {
        known.timer.refresh();
        return;
      }
      known.timer = setTimeout(() => {
        known.timer = null;
        changed.fire(document.uri);
      }, rest);
    }),
    vscode.workspace.onDidCloseTextDocument(({ uri }) => {
      const known = handed.get(uri.toString());
      if (known?.timer) clearTimeout(known.timer);
      if (handed.delete(uri.toString())) void ask("closeFile", uri.toString()).catch(() => {});
    }),
    vscode.workspace.onDidChangeConfiguration((event) => {
      if (event.affectsConfiguration("meshaudit.maxFileSize")) {
        for (const known of handed.values()) known.version = -1;
        refresh();
      }
    }),
  ];
  return {
    mayHold,
    view,
    sync,
    known: (document) => {
      const known = handed.get(document.uri.toString());
      return known?.view?.version === document.version ? known.view : null;
    },
    onDidChange: changed.event,
    handOver: async (toAnalysis) => {
      for (const document of vscode.workspace.textDocuments) {
        const known = handed.get(document.uri.toString());
        if (known === undefined || known.version < 0) continue;
        known.version = document.version;
        await toAnalysis("openFile", textOf(document));
      }
    },
    dispose: () => subscriptions.forEach((one) => void one.dispose()),
  };
};
