import * as l10n from "@vscode/l10n";
import { isCollector } from "@meshaudit/client";
import * as vscode from "vscode";
import type { Feature, Services } from "../host/services.ts";
import { demoFolder } from "./demo-folder.ts";

interface Choice extends vscode.QuickPickItem {
  run(): Promise<unknown>;
}

const command =
  (name: string, ...args: unknown[]): Choice["run"] =>
  async () =>
    vscode.commands.executeCommand(name, ...args);

const choices = (services: Services): Choice[] => {
  const ofMeshes = services.meshStates().flatMap(({ mesh, status }): Choice[] => {
    const again = { label: l10n.t("$(refresh) Read the log of {0} again", mesh.name), run: () => services.ask("read", { mesh: mesh.key }) };
    const stop = {
      label: l10n.t("$(circle-slash) Stop reading the log of {0}", mesh.name),
      run: () => services.ask("cancelRead", { mesh: mesh.key }),
    };
    return status.kind === "reading" ? [stop] : [again];
  });
  const asksCollector = services.meshStates().some(({ sources }) => sources.some(isCollector));
  const token = asksCollector ? [{ label: l10n.t("$(key) Give a collector's token…"), run: command("meshaudit.setCollectorToken") }] : [];
  const leave =
    demoFolder(services.context) === null ? [] : [{ label: l10n.t("$(close) Leave the demo"), run: command("meshaudit.leaveDemo") }];
  return [
    { label: l10n.t("$(dashboard) Open the dashboard"), run: command("meshaudit.openDashboard") },
    { label: l10n.t("$(file) Choose an audit log…"), run: command("meshaudit.chooseSource") },
    { label: l10n.t("$(database) Choose a store or a folder of logs…"), run: command("meshaudit.chooseStore") },
    { label: l10n.t("$(cloud) Choose a collector…"), run: command("meshaudit.chooseCollector") },
    ...token,
    { label: l10n.t("$(server-environment) Choose a kubeconfig context…"), run: command("meshaudit.chooseContext") },
    { label: l10n.t("$(map) Choose the mesh of this file…"), run: command("meshaudit.chooseMesh") },
    ...ofMeshes,
    ...leave,
    { label: l10n.t("$(eye) Switch the annotation of the current line on or off"), run: command("meshaudit.toggleAnnotation") },
    { label: l10n.t("$(output) Show the log of meshaudit"), run: command("meshaudit.showOutput") },
    { label: l10n.t("$(book) Get started"), run: command("meshaudit.walkthrough") },
  ];
};

/** The menu behind the status bar, and what it leads to that belongs to no other feature. */
export const menu: Feature = (services) =>
  vscode.Disposable.from(
    vscode.commands.registerCommand("meshaudit.menu", async () => {
      const picked = await vscode.window.showQuickPick(choices(services), { title: "meshaudit" });
      await picked?.run();
    }),
    vscode.commands.registerCommand("meshaudit.showOutput", () => services.log.show()),
    vscode.commands.registerCommand("meshaudit.walkthrough", () =>
      vscode.commands.executeCommand("workbench.action.openWalkthrough", `${services.context.extension.id}#meshaudit.start`, false),
    ),
  );
