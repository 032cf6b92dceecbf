import { randomBytes } from "node:crypto";
import * as l10n from "@vscode/l10n";
import { own } from "@meshaudit/core";
import * as vscode from "vscode";
import { askMesh } from "../host/ask-mesh.ts";
import { registerCommand } from "../host/command.ts";
import type { Feature, Services } from "../host/services.ts";
import type { MeshRef } from "../protocol/file-view.ts";
import { labelText } from "../words/label-text.ts";
import { servePage } from "./dashboard-page.ts";
import { pageHtml } from "./page-html.ts";

const viewType = "meshaudit.dashboard";

/** Shows the dashboard of a mesh in a panel. */
const fill = (services: Services, panel: vscode.WebviewPanel, { key, name }: MeshRef): void => {
  const { webview } = panel;
  const folder = vscode.Uri.joinPath(services.context.extensionUri, "dist", "dashboard");
  webview.options = { enableScripts: true, localResourceRoots: [folder] };
  panel.iconPath = vscode.Uri.joinPath(services.context.extensionUri, "media", "icon.png");
  panel.title = labelText(services.meshStates().length > 1 ? l10n.t("Dashboard of {0}", name) : l10n.t("Mesh Dashboard"), 80);
  const page = servePage(services, key, webview);
  panel.onDidDispose(() => page.dispose());
  webview.html = pageHtml({
    mesh: key,
    title: panel.title,
    base: `${webview.asWebviewUri(folder).toString()}/`,
    source: webview.cspSource,
    nonce: randomBytes(16).toString("base64url"),
  });
};

/** The reports, the timeline and the queries of a mesh as a page in the editor: one of a mesh, which opens again with the window. */
export const dashboard: Feature = (services) => {
  const panels = new Map<string, vscode.WebviewPanel>();
  const show = (panel: vscode.WebviewPanel, mesh: MeshRef): void => {
    panels.set(mesh.key, panel);
    panel.onDidDispose(() => panels.get(mesh.key) === panel && panels.delete(mesh.key));
    fill(services, panel, mesh);
  };
  const open = async (): Promise<void> => {
    const mesh = await askMesh(services, l10n.t("The dashboard of which mesh?"));
    if (mesh === null) return;
    const before = panels.get(mesh.key);
    if (before !== undefined) before.reveal();
    else show(vscode.window.createWebviewPanel(viewType, "meshaudit", vscode.ViewColumn.Active, { retainContextWhenHidden: true }), mesh);
  };
  const restore = async (panel: vscode.WebviewPanel, state: unknown): Promise<void> => {
    const key = own(state, "mesh");
    const states = services.meshStates().length > 0 ? services.meshStates() : await services.ask("meshes", null);
    const known = states.find(({ mesh }) => mesh.key === key);
    // Its mesh is no longer one of this person's.
    if (known === undefined) panel.dispose();
    else show(panel, known.mesh);
  };
  return vscode.Disposable.from(
    registerCommand(services, "meshaudit.openDashboard", open),
    vscode.window.registerWebviewPanelSerializer(viewType, { deserializeWebviewPanel: restore }),
  );
};
