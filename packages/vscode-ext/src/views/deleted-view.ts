import * as vscode from "vscode";
import { concerns, type Services } from "../host/services.ts";
import { deletedRow } from "./deleted-row.ts";
import { allOf, type Page } from "./row.ts";
import type { ShownMesh } from "./shown-mesh.ts";
import { shortText } from "../words/short.ts";
import { createTree } from "./tree.ts";

/** *Deleted*: the objects of the mesh that are gone, and whether they can be restored. */
export const deletedView = ({ ask, clock, log, meshStates, onNews }: Services, shown: ShownMesh): vscode.Disposable => {
  const rows = async (limit: number): Promise<Page> => {
    const state = shown.current();
    tree.view.description = state === null || meshStates().length < 2 ? "" : shortText(state.mesh.name);
    if (state === null) return { rows: [], more: false };
    const { key } = state.mesh;
    const deleted = await ask("deleted", { mesh: key });
    const now = clock();
    return allOf(deleted.map((each) => deletedRow(key, each, now)))(limit);
  };
  const tree = createTree("meshaudit.deleted", rows, log);
  return vscode.Disposable.from(
    tree,
    shown.onDidChange(tree.refresh),
    onNews((news) => {
      if (concerns(news, shown.current()?.mesh.key)) tree.refresh();
    }),
  );
};
