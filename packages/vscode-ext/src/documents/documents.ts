import * as l10n from "@vscode/l10n";
import * as vscode from "vscode";
import { objectWords } from "../words/change-words.ts";
import { problemOf } from "../host/command.ts";
import { editorRange } from "../host/editor-range.ts";
import { sameObject } from "../host/object-at.ts";
import type { Feature, News, Services } from "../host/services.ts";
import { signalOf } from "../host/signal-of.ts";
import { outdented } from "./object-text.ts";
import { tabPath } from "./file-name.ts";
import { addressIn, queryOf, scheme, type VersionAddress } from "./version-address.ts";
import { yamlComment } from "./yaml-comment.ts";

/** The uri of a read-only document. */
export const versionUri = (address: VersionAddress): vscode.Uri =>
  vscode.Uri.from({ scheme, path: tabPath(address.object), query: queryOf(address) });

/** Only what is open already is read: a link with a file's uri opens nothing. */
const textInFile = async ({ files }: Services, uri: string, { object }: VersionAddress): Promise<string> => {
  const document = vscode.workspace.textDocuments.find((open) => open.uri.toString() === uri);
  const view = document === undefined ? null : await files.view(document);
  const found = view?.objects.find((one) => one.object !== null && sameObject(one.object, object));
  if (document === undefined || found === undefined) {
    return yamlComment(l10n.t("{0} is in no open file any more.", objectWords(object)));
  }
  return outdented(document.getText(editorRange(found.range)), found.range.start.character);
};

const textOf = async (services: Services, address: VersionAddress, signal: AbortSignal): Promise<string> => {
  const { mesh, object, shown } = address;
  if (shown.kind === "file") return textInFile(services, shown.uri, address);
  const { text, evidence } = await services.ask("version", { mesh, object, version: shown }, signal);
  if (text === null) return yamlComment(l10n.t("{0} did not exist then.", objectWords(object)));
  if (evidence !== "approximate") return text;
  return `${yamlComment(l10n.t("Rebuilt from what was asked for: defaults and what webhooks did may be missing."))}${text}`;
};

/** News of no mesh are of them all: the settings are others now. */
const isStale = ({ mesh, object, shown }: VersionAddress, news: News): boolean =>
  shown.kind !== "file" &&
  (mesh === news.mesh || news.mesh === "") &&
  (news.all || ((shown.kind === "last" || shown.kind === "live") && news.objects.some((one) => sameObject(one, object))));

/** Read-only documents with an object as it was, as it is in the cluster, or as an open file has it. */
export const documents: Feature = (services) => {
  const changed = new vscode.EventEmitter<vscode.Uri>();
  const refresh = (isMeant: (address: VersionAddress) => boolean): void => {
    for (const { uri } of vscode.workspace.textDocuments) {
      const address = uri.scheme === scheme ? addressIn(uri.query) : null;
      if (address !== null && isMeant(address)) changed.fire(uri);
    }
  };
  const provider: vscode.TextDocumentContentProvider = {
    onDidChange: changed.event,
    async provideTextDocumentContent(uri, token) {
      const address = addressIn(uri.query);
      if (address === null) return yamlComment(l10n.t("This address names no version of an object."));
      try {
        return await textOf(services, address, signalOf(token));
      } catch (error) {
        const problem = problemOf(error);
        if (problem === null && !token.isCancellationRequested) services.log.error(String(error instanceof Error ? error.stack : error));
        const reason = problem ?? l10n.t("The output channel says why.");
        return yamlComment(`${l10n.t("This version of {0} cannot be shown.", objectWords(address.object))}\n${reason}`);
      }
    },
  };
  const refreshFile = (uri: vscode.Uri): void => {
    const file = uri.toString();
    refresh(({ shown }) => shown.kind === "file" && shown.uri === file);
  };
  return vscode.Disposable.from(
    changed,
    vscode.workspace.registerTextDocumentContentProvider(scheme, provider),
    services.onNews((news) => refresh((address) => isStale(address, news))),
    services.files.onDidChange(refreshFile),
    vscode.workspace.onDidCloseTextDocument(({ uri }) => refreshFile(uri)),
  );
};

/** Opens a read-only document beside the others. */
export const openVersion = async (address: VersionAddress): Promise<vscode.TextEditor> =>
  vscode.window.showTextDocument(await vscode.workspace.openTextDocument(versionUri(address)), { preview: true });
