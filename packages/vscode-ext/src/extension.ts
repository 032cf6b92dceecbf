import { join } from "node:path";
import * as l10n from "@vscode/l10n";
import { localZone } from "@meshaudit/client";
import * as vscode from "vscode";
import { analysisThread } from "./host/analysis-thread.ts";
import { features } from "./host/features.ts";
import { openFiles } from "./host/open-files.ts";
import { readSettings } from "./host/read-settings.ts";
import { redactionKey } from "./host/redaction-key.ts";
import { everyMesh, type News } from "./host/services.ts";
import { startWorker } from "./host/start-worker.ts";
import type { Ask } from "./protocol/call.ts";
import type { MeshState } from "./protocol/mesh-state.ts";
import { heldTokens } from "./sources/held-tokens.ts";
import { demoFolder } from "./sources/demo-folder.ts";

/** Settings that the analysis is told of. */
const told = ["sources", "collectorCa", "kubeconfig", "context", "meshes", "defaultNamespace", "liveCluster"];

/** VS Code calls this at the first activation event. Nothing is read here: the analysis starts with the first question. */
export const activate = (context: vscode.ExtensionContext): void => {
  const texts = vscode.l10n.bundle ?? null;
  if (texts !== null) l10n.config({ contents: texts });
  const log = vscode.window.createOutputChannel("meshaudit", { log: true });
  const meshStates = new Map<string, MeshState>();
  const stateChanged = new vscode.EventEmitter<MeshState>();
  const newsCame = new vscode.EventEmitter<News>();
  const allIsNew = (): void => newsCame.fire({ mesh: everyMesh, objects: [], all: true });

  const configure = async (ask: Ask): Promise<void> => {
    await ask("configure", readSettings(demoFolder(context)));
    const states = await ask("meshes", null);
    meshStates.clear();
    for (const state of states) meshStates.set(state.mesh.key, state);
  };
  const start = async () => {
    const key = await redactionKey(context.secrets, (error) => log.warn(`hashes of secrets are this session's only: ${String(error)}`));
    return startWorker(join(context.extensionPath, "dist"), { redactionKey: key, texts: texts as { [key: string]: string } | null });
  };
  const onStart = async (ask: Ask, again: boolean): Promise<void> => {
    await configure(ask);
    await files.handOver(ask);
    // What came while there was no thread nobody was told.
    if (again) setImmediate(allIsNew);
  };
  const thread = analysisThread(
    { start, onStart, clock: () => performance.now() },
    {
      meshState: (state) => {
        meshStates.set(state.mesh.key, state);
        stateChanged.fire(state);
      },
      news: (news) => newsCame.fire(news),
      tokenWanted: (wanted) => void tokens.onWanted(wanted),
      log: ({ level, text }) => log[level](text),
    },
  );
  const tokens = heldTokens(context.secrets, (address, token) => thread.ask("giveToken", { address, token }), log);
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
    tokens,
    configure: async () => {
      await configure(thread.ask);
      allIsNew();
    },
  };
  const reconfigure = (): void => {
    services.configure().catch((error: unknown) => log.error(error instanceof Error ? error : String(error)));
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
