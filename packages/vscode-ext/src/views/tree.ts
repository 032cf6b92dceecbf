import { MeshauditError } from "@meshaudit/core";
import * as l10n from "@vscode/l10n";
import * as vscode from "vscode";
import { nodesOf, plainRow, type Children, type Row, type TreeNode } from "./row.ts";
import { shortText } from "../words/short.ts";
import { moreCommand, treeItem } from "./tree-item.ts";

/** Rows of a list that are shown at once. */
const pageSize = 200;

/** Events come in bursts: they are shown together. */
const patience = 300;

/** Ages are told in minutes. */
const minute = 60_000;

/** A tree view that shows rows. */
export interface Tree extends vscode.Disposable {
  view: vscode.TreeView<TreeNode>;
  /** Shows the rows anew, soon: what is open stays open. */
  refresh(): void;
  /** Back to the first page of each list. */
  rewind(): void;
}

const failureRow = (error: unknown, log: vscode.LogOutputChannel): Row | null => {
  if (error instanceof MeshauditError && error.code === "source-none") return null;
  if (error instanceof MeshauditError) {
    return { ...plainRow("failure", shortText(error.message, 500), "error"), description: shortText(error.hint ?? "", 500) };
  }
  log.error(error instanceof Error ? error : String(error));
  return plainRow("failure", l10n.t("This cannot be shown; the output of meshaudit says why."), "error");
};

/** A view of rows. `roots` are asked for whenever they are to be shown. */
export const createTree = (viewId: string, roots: Children, log: vscode.LogOutputChannel): Tree => {
  const changed = new vscode.EventEmitter<undefined>();
  const limits = new Map<string, number>();
  /** Which rows a person opened or closed: a row keeps to that whatever it would be at first. */
  const opened = new Map<string, boolean>();
  let waiting: NodeJS.Timeout | null = null;

  const nodesBelow = async (parent: string, children: Children): Promise<TreeNode[]> => {
    const limit = limits.get(parent) ?? pageSize;
    try {
      return nodesOf(parent, await children(limit), limit);
    } catch (error) {
      const row = failureRow(error, log);
      return nodesOf(parent, { rows: row === null ? [] : [row], more: false }, limit);
    }
  };

  const view = vscode.window.createTreeView<TreeNode>(viewId, {
    treeDataProvider: {
      onDidChangeTreeData: changed.event,
      getTreeItem: (node) => treeItem(node, viewId, opened.get(node.id) ?? node.open),
      getChildren: (node) => {
        if (node === undefined) return nodesBelow("", roots);
        return node.children === null ? [] : nodesBelow(node.id, node.children);
      },
    },
    showCollapseAll: true,
  });
  const refresh = (): void => {
    waiting ??= setTimeout(() => {
      waiting = null;
      changed.fire(undefined);
    }, patience);
  };
  const showMore = (list: unknown, limit: unknown): void => {
    if (typeof list !== "string" || typeof limit !== "number") return;
    limits.set(list, limit + pageSize);
    changed.fire(undefined);
  };
  const ticking = setInterval(() => {
    if (view.visible) changed.fire(undefined);
  }, minute);
  const registered = vscode.Disposable.from(
    view,
    changed,
    vscode.commands.registerCommand(moreCommand(viewId), showMore),
    view.onDidExpandElement(({ element }) => opened.set(element.id, true)),
    view.onDidCollapseElement(({ element }) => opened.set(element.id, false)),
  );
  return {
    view,
    refresh,
    rewind: () => limits.clear(),
    dispose: () => {
      clearInterval(ticking);
      if (waiting !== null) clearTimeout(waiting);
      registered.dispose();
    },
  };
};
