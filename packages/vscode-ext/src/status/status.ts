import * as l10n from "@vscode/l10n";
import * as vscode from "vscode";
import type { Feature } from "../host/services.ts";
import type { MeshRef } from "../protocol/file-view.ts";
import { statusText } from "./status-text.ts";

/** What views that have nothing to show say, see `viewsWelcome`. */
type Situation = "none" | "reading" | "failed" | "ready";

/** The mesh and source in use, in the status bar once an object of a mesh has been opened. A click leads to all that can be chosen. */
export const statusBar: Feature = (services) => {
  const item = vscode.window.createStatusBarItem("meshaudit.status", vscode.StatusBarAlignment.Right, 90);
  item.name = "meshaudit";
  item.command = "meshaudit.menu";
  let mesh: MeshRef | null = null;
  let situation: Situation | null = null;
  /** Of which file it is being asked what it holds. */
  let looking: vscode.TextDocument | null = null;

  const become = (next: Situation): void => {
    if (next === situation) return;
    situation = next;
    void vscode.commands.executeCommand("setContext", "meshaudit.state", next);
  };

  const noteSituation = (): void => {
    const kinds = services.meshStates().map(({ status }) => status.kind);
    if (kinds.length === 0) become("none");
    else if (kinds.some((kind) => kind === "ready" || kind === "live" || kind === "idle")) become("ready");
    else become(kinds.includes("reading") ? "reading" : "failed");
  };

  /** A screen reader says the tooltip. */
  const say = (text: string, tooltip: string, problem = false): void => {
    item.text = text;
    item.tooltip = tooltip;
    item.accessibilityInformation = { label: tooltip };
    item.backgroundColor = problem ? new vscode.ThemeColor("statusBarItem.warningBackground") : undefined;
    item.show();
  };

  const show = (): void => {
    const state = services.meshStates().find((one) => one.mesh.key === mesh?.key);
    if (state === undefined) return;
    const { text, tooltip, problem } = statusText(state, services.clock());
    say(text, tooltip, problem);
  };

  const look = async (): Promise<void> => {
    const document = vscode.window.activeTextEditor?.document;
    if (document === undefined || !services.files.mayHold(document)) return;
    looking = document;
    const view = await services.files.view(document).catch((error: unknown) => {
      services.log.debug(String(error));
      return null;
    });
    if (looking === document) looking = null;
    noteSituation();
    if (view === null || document !== vscode.window.activeTextEditor?.document) return;
    if (view.mesh !== null) {
      mesh = view.mesh;
      show();
    } else if (view.note?.kind === "no-source") {
      say("$(history) meshaudit", l10n.t("meshaudit: no audit log yet. Click to choose one"));
    } else if (view.note?.kind === "mesh-unknown") {
      say(
        l10n.t("$(question) which mesh?"),
        l10n.t("meshaudit: nothing says which mesh this file belongs to, so nothing is attributed. Click to choose"),
      );
    }
  };

  const minute = setInterval(show, 60_000);
  minute.unref();
  const subscriptions = [
    item,
    vscode.window.onDidChangeActiveTextEditor(() => void look()),
    services.files.onDidChange((uri) => {
      if (uri.toString() === vscode.window.activeTextEditor?.document.uri.toString()) void look();
    }),
    services.onNews(() => {
      noteSituation();
      show();
    }),
    services.onMeshState((state) => {
      noteSituation();
      // The first mesh that is read is the one a person looks at, and so is one whose log is read while their file waits.
      if (mesh === null || (looking !== null && state.status.kind === "reading")) mesh = state.mesh;
      if (state.mesh.key === mesh.key) show();
    }),
    { dispose: () => clearInterval(minute) },
  ];
  void look();
  return vscode.Disposable.from(...subscriptions);
};
