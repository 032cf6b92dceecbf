import * as vscode from "vscode";
import type { Feature } from "../host/services.ts";
import { deletedView } from "./deleted-view.ts";
import { meshView } from "./mesh-view.ts";
import { shownMesh } from "./shown-mesh.ts";
import { thisFileView } from "./this-file-view.ts";

/** The views of the activity bar: *This file*, *Mesh* and *Deleted*; the latter two show the same mesh. */
export const treeViews: Feature = (services) => {
  const shown = shownMesh(services);
  return vscode.Disposable.from(thisFileView(services), meshView(services, shown), deletedView(services, shown), shown);
};
