import * as vscode from "vscode";

/** Where differences between a file and its mesh are shown. */
export const driftSetting = (): "off" | "tree" | "problems" => {
  const value: unknown = vscode.workspace.getConfiguration("meshaudit").get("drift");
  return value === "off" || value === "problems" ? value : "tree";
};
