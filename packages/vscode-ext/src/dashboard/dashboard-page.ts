import * as l10n from "@vscode/l10n";
import type { ApiReply, FromPage, ToPage } from "@meshaudit/dashboard";
import * as vscode from "vscode";
import { problemOf } from "../host/command.ts";
import type { Services } from "../host/services.ts";
import { labelText } from "../words/label-text.ts";
import { pageMessage } from "./page-message.ts";
import { pageObject } from "./page-object.ts";

type Asked = Extract<FromPage, { type: "ask" }>;

/** Why a question has no answer, as the page shows it. A bug's words are for the output channel. */
const failed = (services: Services, error: unknown): ApiReply => {
  const problem = problemOf(error);
  if (problem === null) services.log.error(error instanceof Error ? (error.stack ?? error.message) : String(error));
  const message = problem ?? l10n.t("meshaudit failed. The output channel says more.");
  return { status: 500, body: { error: { code: "internal", message, hint: null, at: null } } };
};

const save = async (name: string, text: string): Promise<void> => {
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
  const chosen = await vscode.window.showSaveDialog(folder === undefined ? {} : { defaultUri: vscode.Uri.joinPath(folder, name) });
  if (chosen !== undefined) await vscode.workspace.fs.writeFile(chosen, new TextEncoder().encode(text));
};

/** Changes of one object among which the page's is looked for. */
const mostChanges = 10_000;

const openDiff = async ({ ask }: Services, mesh: string, named: string, id: string): Promise<void> => {
  const ref = pageObject(named);
  const known = ref === null ? null : await ask("changes", { mesh, object: ref, limit: mostChanges });
  const change = known?.changes.find((one) => one.id === id);
  if (known === null || change === undefined) {
    await vscode.window.showInformationMessage(labelText(l10n.t("The log does not have this change of {0} any more.", named), 300));
    return;
  }
  await vscode.commands.executeCommand("meshaudit.openDiff", { mesh, object: known.object, change });
};

/** Answers a page about a mesh, until it is closed. */
export const servePage = (services: Services, mesh: string, webview: vscode.Webview): vscode.Disposable => {
  const running = new Map<number, AbortController>();
  const answer = async ({ id, path, parameters, body }: Asked): Promise<void> => {
    const controller = new AbortController();
    running.set(id, controller);
    const question = { path, parameters, body };
    const reply = await services.ask("dashboard", { mesh, question }, controller.signal).catch((error: unknown) => failed(services, error));
    running.delete(id);
    if (!controller.signal.aborted) await webview.postMessage({ type: "reply", id, reply } satisfies ToPage);
  };
  const hear = async (message: FromPage): Promise<void> => {
    if (message.type === "ask") await answer(message);
    else if (message.type === "cancel") running.get(message.id)?.abort();
    else if (message.type === "save") await save(message.name, message.text);
    else await openDiff(services, mesh, message.object, message.change);
  };
  const listening = webview.onDidReceiveMessage((value: unknown) => {
    const message = pageMessage(value);
    if (message === null) return services.log.warn("the dashboard's page said what it does not say");
    hear(message).catch((error: unknown) => {
      const problem = problemOf(error);
      if (problem === null) services.log.error(error instanceof Error ? (error.stack ?? error.message) : String(error));
      else void vscode.window.showWarningMessage(problem);
    });
  });
  return {
    dispose: () => {
      listening.dispose();
      for (const controller of running.values()) controller.abort();
    },
  };
};
