import type { RiskLevel } from "@meshaudit/core";
import * as vscode from "vscode";
import type { TreeNode } from "./row.ts";

const colours: { [level in RiskLevel]: string | null } = { high: "list.errorForeground", medium: "list.warningForeground", low: null };

const iconOf = ({ icon, risk }: TreeNode): vscode.ThemeIcon => {
  const colour = risk === null ? null : colours[risk];
  return colour === null ? new vscode.ThemeIcon(icon) : new vscode.ThemeIcon(icon, new vscode.ThemeColor(colour));
};

/** Markdown in which no command can be called, no HTML and no icon stands. */
const inert = (text: string): vscode.MarkdownString => {
  const markdown = new vscode.MarkdownString(text, false);
  markdown.isTrusted = false;
  markdown.supportHtml = false;
  return markdown;
};

const commandOf = ({ click, target, label }: TreeNode, viewId: string): vscode.Command | null => {
  switch (click?.kind) {
    case undefined:
      return null;
    case "diff":
      return { command: "meshaudit.openDiff", title: label, arguments: [target] };
    case "more":
      return { command: moreCommand(viewId), title: label, arguments: [click.list, click.limit] };
    case "place": {
      const { start, end } = click.range;
      const selection = new vscode.Range(start.line, start.character, end.line, end.character);
      return { command: "vscode.open", title: label, arguments: [vscode.Uri.parse(click.uri), { selection, preserveFocus: true }] };
    }
  }
};

/** The command that shows more of a list of a view. */
export const moreCommand = (viewId: string): string => `${viewId}.showMore`;

/** A row as VS Code shows it. */
export const treeItem = (node: TreeNode, viewId: string, open: boolean): vscode.TreeItem => {
  const { None, Collapsed, Expanded } = vscode.TreeItemCollapsibleState;
  const item = new vscode.TreeItem(node.label, node.children === null ? None : open ? Expanded : Collapsed);
  item.id = node.id;
  item.description = node.description;
  item.iconPath = iconOf(node);
  item.contextValue = node.context;
  item.tooltip = node.tooltip === "" ? node.label : inert(node.tooltip);
  item.accessibilityInformation = { label: node.spoken };
  const command = commandOf(node, viewId);
  if (command !== null) item.command = command;
  return item;
};
