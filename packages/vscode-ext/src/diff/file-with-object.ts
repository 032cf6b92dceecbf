import * as l10n from "@vscode/l10n";
import * as vscode from "vscode";
import { objectWords } from "../words/change-words.ts";
import { versionUri } from "../documents/documents.ts";
import { isWholeText } from "../documents/object-text.ts";
import { scheme } from "../documents/version-address.ts";
import type { ChangeTarget } from "../host/change-target.ts";
import { sameObject } from "../host/object-at.ts";
import type { Services } from "../host/services.ts";
import type { ObjectView } from "../protocol/file-view.ts";
import { labelText } from "../words/label-text.ts";

interface HoldingFile {
  document: vscode.TextDocument;
  found: ObjectView;
}

const holdingFile = async ({ files }: Services, document: vscode.TextDocument, target: ChangeTarget): Promise<HoldingFile | null> => {
  if (document.uri.scheme === scheme || !files.mayHold(document)) return null;
  const view = await files.view(document);
  if (view?.mesh?.key !== target.mesh) return null;
  const found = view.objects.find(({ object }) => object !== null && sameObject(object, target.object));
  return found === undefined ? null : { document, found };
};

const chooseOpen = async (holding: readonly HoldingFile[]): Promise<HoldingFile | null> => {
  const items = holding.map((one) => ({ label: vscode.workspace.asRelativePath(one.document.uri), one }));
  return (await vscode.window.showQuickPick(items, { title: l10n.t("Which file?") }))?.one ?? null;
};

const chooseOther = async (services: Services, target: ChangeTarget): Promise<HoldingFile | null> => {
  const what = objectWords(target.object);
  const choose = l10n.t("Choose a File…");
  const chosen = await vscode.window.showInformationMessage(labelText(l10n.t("No open file of its mesh holds {0}.", what), 300), choose);
  if (chosen !== choose) return null;
  const [uri] = (await vscode.window.showOpenDialog({ filters: { YAML: ["yaml", "yml"] } })) ?? [];
  if (uri === undefined) return null;
  const found = await holdingFile(services, await vscode.workspace.openTextDocument(uri), target);
  if (found === null) await vscode.window.showInformationMessage(labelText(l10n.t("That file of its mesh does not hold {0}.", what), 300));
  return found;
};

/**
 * The side of a diff that is an object as a file has it: the active file, else another open one, else one that a person chooses. The file
 * itself, to be edited there, when it has nothing else in it. null when there is none.
 */
export const fileSide = async (services: Services, target: ChangeTarget): Promise<vscode.Uri | null> => {
  const active = vscode.window.activeTextEditor?.document;
  const first = active === undefined ? null : await holdingFile(services, active, target);
  const open = vscode.workspace.textDocuments.map((document) => holdingFile(services, document, target));
  const holding = first === null ? (await Promise.all(open)).filter((one) => one !== null) : [first];
  const chosen = holding.length === 0 ? await chooseOther(services, target) : holding.length === 1 ? holding[0] : await chooseOpen(holding);
  if (chosen === null || chosen === undefined) return null;
  const { uri } = chosen.document;
  if (isWholeText(chosen.document.getText(), chosen.found.range)) return uri;
  return versionUri({ mesh: target.mesh, object: target.object, shown: { kind: "file", uri: uri.toString() } });
};
