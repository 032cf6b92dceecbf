import * as l10n from "@vscode/l10n";
import { isCollector } from "@meshaudit/client";
import * as vscode from "vscode";
import { registerCommand } from "../host/command.ts";
import type { Feature, Services } from "../host/services.ts";
import { collectorAddress } from "../protocol/collector-address.ts";

/** Reads logs, remembers them in the configuration file for the context in use, and says so. */
const use = async (services: Services, sources: string[]): Promise<void> => {
  const location = vscode.ProgressLocation.Notification;
  const title = l10n.t("Reading the audit log");
  const used = await vscode.window.withProgress({ location, title, cancellable: true }, (_, token) => {
    const controller = new AbortController();
    token.onCancellationRequested(() => controller.abort());
    return services.ask("useSources", { sources, mesh: null, context: null }, controller.signal);
  });
  await services.configure();
  services.log.info(`${used.path} names ${sources.join(", ")} for ${used.mesh}`);
  void vscode.window.showInformationMessage(
    l10n.t("{0} events read. kubectl meshaudit and this editor now answer for {1} from this log.", used.events, used.mesh),
  );
};

const pathsOf = (picked: readonly vscode.Uri[]): string[] => picked.map(({ fsPath }) => fsPath);

/** Commands that choose where answers come from. */
export const sources: Feature = (services) =>
  vscode.Disposable.from(
    registerCommand(services, "meshaudit.chooseSource", async () => {
      const picked = await vscode.window.showOpenDialog({
        canSelectFiles: true,
        canSelectFolders: false,
        canSelectMany: true,
        openLabel: l10n.t("Use as audit log"),
        title: l10n.t("Choose an audit log of a Kubernetes API server"),
      });
      if (picked !== undefined && picked.length > 0) await use(services, pathsOf(picked));
    }),
    registerCommand(services, "meshaudit.chooseStore", async () => {
      const picked = await vscode.window.showOpenDialog({
        canSelectFiles: false,
        canSelectFolders: true,
        openLabel: l10n.t("Use as audit log"),
        title: l10n.t("Choose a store, or a folder with audit logs in it"),
      });
      if (picked !== undefined && picked.length > 0) await use(services, pathsOf(picked));
    }),
    registerCommand(services, "meshaudit.chooseCollector", async () => {
      const spec = await vscode.window.showInputBox({
        title: l10n.t("meshaudit: a collector"),
        prompt: l10n.t("The address of a collector, with ?mesh=NAME where it keeps the logs of several meshes"),
        placeHolder: "https://collector.example.com:8443",
        validateInput: (typed) => (typed === "" || isCollector(typed.trim()) ? null : l10n.t("It begins with https://")),
      });
      if (spec !== undefined && spec.trim() !== "") await use(services, [spec.trim()]);
    }),
    registerCommand(services, "meshaudit.setCollectorToken", async () => {
      const states = await services.ask("meshes", null);
      const specs = states.flatMap(({ sources: named }) => named.filter(isCollector));
      const addresses = [...new Set(specs.flatMap((spec) => collectorAddress(spec) ?? []))];
      if (addresses.length === 0) {
        void vscode.window.showInformationMessage(l10n.t("No mesh has a collector: choose one first."));
        return;
      }
      const placeHolder = l10n.t("The collector that the token is for");
      const address = addresses.length === 1 ? addresses[0] : await vscode.window.showQuickPick(addresses, { placeHolder });
      if (address === undefined || !(await services.tokens.replace(address))) return;
      // Who asked with another token asks anew.
      for (const { mesh, sources: named } of states)
        if (named.some((spec) => collectorAddress(spec) === address)) await services.ask("read", { mesh: mesh.key });
    }),
    registerCommand(services, "meshaudit.chooseContext", async () => {
      const contexts = await services.ask("contexts", null);
      const items = contexts.map(({ name, current, mesh }) => ({
        label: name,
        description: [current ? l10n.t("current") : "", mesh === null ? "" : l10n.t("mesh {0}", mesh)]
          .filter((one) => one !== "")
          .join(" · "),
      }));
      const follow = { label: l10n.t("$(sync) The kubeconfig's current context"), description: "" };
      const placeHolder = contexts.length === 0 ? l10n.t("No kubeconfig has a context") : l10n.t("Whose mesh is looked at");
      const picked = await vscode.window.showQuickPick([follow, ...items], { placeHolder });
      if (picked === undefined) return;
      const value = picked === follow ? "" : picked.label;
      await vscode.workspace.getConfiguration("meshaudit").update("context", value, vscode.ConfigurationTarget.Global);
    }),
    registerCommand(services, "meshaudit.chooseMesh", async () => {
      const document = vscode.window.activeTextEditor?.document;
      const folder = document === undefined ? undefined : vscode.workspace.getWorkspaceFolder(document.uri);
      if (document === undefined || folder === undefined) {
        void vscode.window.showInformationMessage(l10n.t("Open a file of a workspace folder first: the rule is kept in its settings."));
        return;
      }
      const states = await services.ask("meshes", null);
      const picked = await vscode.window.showQuickPick(
        states.map(({ mesh }) => mesh.name),
        { placeHolder: l10n.t("The mesh of the files in this folder") },
      );
      if (picked === undefined) return;
      const path = vscode.workspace.asRelativePath(document.uri, false);
      const glob = path.includes("/") ? `${path.slice(0, path.lastIndexOf("/"))}/**` : path;
      const configuration = vscode.workspace.getConfiguration("meshaudit", folder.uri);
      const rules = configuration.get<{ [glob: string]: string }>("meshes", {});
      await configuration.update("meshes", { ...rules, [glob]: picked }, vscode.ConfigurationTarget.Workspace);
    }),
    registerCommand(services, "meshaudit.useLiveCluster", async () =>
      vscode.workspace.getConfiguration("meshaudit").update("liveCluster", true, vscode.ConfigurationTarget.Global),
    ),
  );
