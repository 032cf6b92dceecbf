import * as l10n from "@vscode/l10n";
import * as vscode from "vscode";
import type { MeshRef } from "../protocol/file-view.ts";
import { labelText } from "../words/label-text.ts";
import type { Services } from "./services.ts";

/** The active file's mesh, else the only one, else the one that a person chooses; null after they were told that there is none. */
export const askMesh = async ({ ask, files, meshStates }: Services, title: string): Promise<MeshRef | null> => {
  const document = vscode.window.activeTextEditor?.document;
  const ofFile = document === undefined ? null : (files.known(document)?.mesh ?? null);
  if (ofFile !== null) return ofFile;
  const states = meshStates().length > 0 ? meshStates() : await ask("meshes", null);
  const [only, ...others] = states;
  if (only === undefined) {
    const choose = l10n.t("Choose an Audit Log");
    const chosen = await vscode.window.showInformationMessage(l10n.t("There is no audit log to look into yet."), choose);
    if (chosen === choose) await vscode.commands.executeCommand("meshaudit.chooseSource");
    return null;
  }
  if (others.length === 0) return only.mesh;
  const items = states.map(({ mesh }) => ({ label: labelText(mesh.name), mesh }));
  return (await vscode.window.showQuickPick(items, { title }))?.mesh ?? null;
};
