import { randomBytes } from "node:crypto";
import { join } from "node:path";
import * as l10n from "@vscode/l10n";
import { localZone } from "@meshaudit/client";
import * as vscode from "vscode";
import { analysisThread } from "./host/analysis-thread.ts";
import { features } from "./host/features.ts";
import { openFiles } from "./host/open-files.ts";
import { readSettings } from "./host/read-settings.ts";
import type { News } from "./host/services.ts";
import type { MeshState } from "./protocol/mesh-state.ts";

/** Settings that the analysis is told of. */
const told = ["sources", "kubeconfig", "context", "meshes", "defaultNamespace", "liveCluster"];

/** VS Code calls this at the first activation event. Nothing is read here: the analysis starts with the first question. */
export const activate = (context: vscode.ExtensionContext): void => {
  const texts = vscode.l10n.bundle ?? null;
  if (texts !== null) l10n.config({ contents: texts });
  const log = vscode.window.createOutputChannel("meshaudit", { log: true });
  const meshStates = new Map<string, MeshState>();
  const stateChanged = new vscode.EventEmitter<MeshState>();
  const newsCame = new vscode.EventEmitter<News>();

  const thread = analysisThread(
    join(context.extensionPath, "dist"),
    { redactionKey: randomBytes(32), texts: texts as { [key: string]: string } | null },
    {
      meshState: (state) => {
        meshStates.set(state.mesh.key, state);
        stateChanged.fire(state);
      },
      news: (news) => newsCame.fire(news),
      log: ({ level, text }) => log[level](text),
    },
    async (ask) => {
      await ask("configure", readSettings());
      for (const state of await ask("meshes", null)) if (!meshStates.has(state.mesh.key)) meshStates.set(state.mesh.key, state);
    },
  );
  const files = openFiles(thread.ask, newsCame.event);
  const services = {
    ask: thread.ask,
    files,
    meshStates: () => [...meshStates.values()],
    onMeshState: stateChanged.event,
    onNews: newsCame.event,
    clock: () => ({ now: Date.now(), zone: localZone }),
    log,
    context,
  };
  const reconfigure = (): void => {
    meshStates.clear();
    thread.ask("configure", readSettings()).then(
      () => newsCame.fire({ mesh: "", objects: [], all: true }),
      (error: unknown) => log.error(error instanceof Error ? error : String(error)),
    );
  };
  context.subscriptions.push(
    log,
    stateChanged,
    newsCame,
    files,
    { dispose: () => void thread.stop() },
    vscode.workspace.onDidChangeConfiguration((event) => {
      if (told.some((name) => event.affectsConfiguration(`meshaudit.${name}`))) reconfigure();
    }),
    vscode.workspace.onDidGrantWorkspaceTrust(reconfigure),
    ...features.map((feature) => feature(services)),
  );
};
