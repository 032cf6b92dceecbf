import * as vscode from "vscode";
import { registerCommand } from "../host/command.ts";
import type { Feature, Services } from "../host/services.ts";
import { demoFolder, setDemoFolder } from "./demo-folder.ts";

const lookAt = async ({ context, configure }: Services, folder: string | null): Promise<void> => {
  await setDemoFolder(context, folder);
  await vscode.commands.executeCommand("setContext", "meshaudit.demo", folder !== null);
  await configure();
};

const openDemo = async (services: Services): Promise<void> => {
  const demo = vscode.Uri.joinPath(services.context.extensionUri, "demo");
  const folder = vscode.Uri.joinPath(services.context.globalStorageUri, "demo");
  await vscode.workspace.fs.copy(demo, folder, { overwrite: true });
  await lookAt(services, folder.fsPath);
  const document = await vscode.workspace.openTextDocument(vscode.Uri.joinPath(folder, "reviews.yaml"));
  await vscode.window.showTextDocument(document, { preview: false });
};

const leaveDemo = async (services: Services): Promise<void> => {
  const folder = demoFolder(services.context);
  if (folder === null) return;
  const inDemo = vscode.Uri.joinPath(vscode.Uri.file(folder), "/").path;
  const tabs = vscode.window.tabGroups.all
    .flatMap((group) => group.tabs)
    .filter(({ input }) => input instanceof vscode.TabInputText && input.uri.path.startsWith(inDemo));
  await lookAt(services, null);
  await vscode.window.tabGroups.close(tabs);
};

/** A real log and a manifest to try: a mesh of this workspace's, for the files of the demo alone, until a person leaves it. */
export const demo: Feature = (services) => {
  void vscode.commands.executeCommand("setContext", "meshaudit.demo", demoFolder(services.context) !== null);
  return vscode.Disposable.from(
    registerCommand(services, "meshaudit.openDemo", () => openDemo(services)),
    registerCommand(services, "meshaudit.leaveDemo", () => leaveDemo(services)),
  );
};
