import type * as vscode from "vscode";

/** VS Code calls this at the first activation event. */
export const activate = (_context: vscode.ExtensionContext): void => {};
