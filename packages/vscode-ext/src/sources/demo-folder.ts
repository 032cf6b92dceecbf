import type * as vscode from "vscode";

const memory = "meshaudit.demo";

/** Where the demo lies that is looked at in this workspace; null while it is not. */
export const demoFolder = ({ workspaceState }: vscode.ExtensionContext): string | null => workspaceState.get<string>(memory) ?? null;

/** Begins, or (null) ends, looking at the demo in this workspace. Nothing else of a person's is touched. */
export const setDemoFolder = ({ workspaceState }: vscode.ExtensionContext, folder: string | null): Thenable<void> =>
  workspaceState.update(memory, folder ?? undefined);
