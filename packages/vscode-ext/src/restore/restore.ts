import * as l10n from "@vscode/l10n";
import * as vscode from "vscode";
import { objectWords } from "../words/change-words.ts";
import { savedName } from "../documents/file-name.ts";
import { chooseChange, chosenTarget, knownChanges } from "../host/chosen-target.ts";
import { registerCommand } from "../host/command.ts";
import type { ChangeTarget } from "../host/change-target.ts";
import type { Feature, Services } from "../host/services.ts";
import type { RestorationText } from "../protocol/questions.ts";
import { labelText } from "../words/label-text.ts";
import { withFile } from "./kubectl-command.ts";
import { restoredChange } from "./restored-change.ts";

/** Which version to bring back; undefined when a person chose none. */
const chosenVersion = async (services: Services, target: ChangeTarget): Promise<string | null | undefined> => {
  if (target.change !== null && target.change.operation !== "deleted") return target.change.id;
  const changes = await knownChanges(services, target);
  if (changes === null) return undefined;
  const [last] = changes;
  const meant =
    target.change ??
    (last?.operation === "deleted"
      ? last
      : await chooseChange(services, labelText(l10n.t("{0}: bring back what this change left…", objectWords(target.object))), changes));
  return meant === null || meant === undefined ? undefined : restoredChange(changes, meant);
};

/** Writes the manifest where a person says, else into a document that lies nowhere yet; the path it has then. undefined: they changed their mind. */
const put = async (text: string, name: string): Promise<string | null | undefined> => {
  const [folder] = vscode.workspace.workspaceFolders ?? [];
  if (folder === undefined) {
    await vscode.window.showTextDocument(await vscode.workspace.openTextDocument({ language: "yaml", content: text }));
    return null;
  }
  const uri = await vscode.window.showSaveDialog({
    defaultUri: vscode.Uri.joinPath(folder.uri, name),
    filters: { YAML: ["yaml", "yml"] },
    title: l10n.t("Restore to a file"),
  });
  if (uri === undefined) return undefined;
  await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(text));
  await vscode.window.showTextDocument(await vscode.workspace.openTextDocument(uri), { preview: false });
  return uri.fsPath;
};

const sayHowToApply = async ({ command, evidence, managedBy }: RestorationText, path: string | null): Promise<void> => {
  const applied = path === null ? command : withFile(command, path);
  const notes = [
    l10n.t("Nothing was changed in the cluster. To apply it: {0}", applied),
    ...(evidence === "approximate"
      ? [l10n.t("It was rebuilt from what was asked for: defaults and what webhooks did may be missing.")]
      : []),
    ...(managedBy === null ? [] : [l10n.t("{0} manages this object and would revert it: change it where it comes from.", managedBy)]),
  ];
  const message = labelText(notes.join(" "), 1000);
  const copy = l10n.t("Copy Command");
  const { showInformationMessage, showWarningMessage } = vscode.window;
  const chosen = await (managedBy === null ? showInformationMessage(message, copy) : showWarningMessage(message, copy));
  if (chosen === copy) await vscode.env.clipboard.writeText(applied);
};

const restoreToFile = async (services: Services, argument: unknown): Promise<void> => {
  const target = await chosenTarget(services, argument);
  const change = target === null ? undefined : await chosenVersion(services, target);
  if (target === null || change === undefined) return;
  const { mesh, object } = target;
  const restoration = await services.ask("restoration", { mesh, object, change });
  const path = await put(restoration.text, savedName(object));
  if (path !== undefined) await sayHowToApply(restoration, path);
};

/** Brings an object back as a file. The cluster stays as it is. */
export const restore: Feature = (services) =>
  registerCommand(services, "meshaudit.restoreToFile", (argument) => restoreToFile(services, argument));
