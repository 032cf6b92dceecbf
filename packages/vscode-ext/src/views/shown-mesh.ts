import * as vscode from "vscode";
import type { Services } from "../host/services.ts";
import type { MeshState } from "../protocol/mesh-state.ts";

/** Which mesh the views of a whole mesh show. */
export interface ShownMesh extends vscode.Disposable {
  /** The one that was chosen, else that of the active file, else the first; null when there is none. */
  current(): MeshState | null;
  /** Chooses a mesh by its key; null follows the active file again. */
  choose(key: string | null): Promise<void>;
  /** Another mesh is shown, or the same one stands otherwise. */
  onDidChange: vscode.Event<void>;
}

const memory = "meshaudit.shownMesh";

/** Follows the active file, unless a mesh was chosen, which the workspace remembers. */
export const shownMesh = ({ meshStates, onMeshState, onNews, files, context, log }: Services): ShownMesh => {
  const changed = new vscode.EventEmitter<void>();
  let ofFile: string | null = null;
  let told = "";

  const current = (): MeshState | null => {
    const states = meshStates();
    const find = (key: string | null | undefined): MeshState | undefined => states.find(({ mesh }) => mesh.key === key);
    return find(context.workspaceState.get<string>(memory)) ?? find(ofFile) ?? states[0] ?? null;
  };
  const look = (): void => {
    const state = current();
    const several = meshStates().length > 1;
    const now = JSON.stringify([state?.mesh.key ?? null, state?.status.kind ?? null, several]);
    if (now === told) return;
    told = now;
    void vscode.commands.executeCommand("setContext", "meshaudit.severalMeshes", several);
    changed.fire();
  };
  const lookAtFile = async (editor: vscode.TextEditor | undefined): Promise<void> => {
    // With one mesh there is nothing to find out.
    if (editor === undefined || meshStates().length < 2 || !files.mayHold(editor.document)) return;
    const view = await files.view(editor.document);
    if (editor !== vscode.window.activeTextEditor) return;
    ofFile = view?.mesh?.key ?? ofFile;
    look();
  };
  const followFile = (editor: vscode.TextEditor | undefined): void => {
    lookAtFile(editor).catch((error: unknown) => log.debug(`the mesh of the active file is not known: ${String(error)}`));
  };
  const registered = vscode.Disposable.from(
    changed,
    onMeshState(look),
    onNews(look),
    vscode.window.onDidChangeActiveTextEditor(followFile),
    files.onDidChange((uri) => {
      const editor = vscode.window.activeTextEditor;
      if (editor?.document.uri.toString() === uri.toString()) followFile(editor);
    }),
  );
  look();
  followFile(vscode.window.activeTextEditor);
  return {
    current,
    choose: async (key) => {
      await context.workspaceState.update(memory, key ?? undefined);
      look();
    },
    onDidChange: changed.event,
    dispose: () => registered.dispose(),
  };
};
