import { annotation } from "../annotation/annotation.ts";
import { blameView } from "../blame/blame.ts";
import { codeLens } from "../codelens/codelens.ts";
import { dashboard } from "../dashboard/dashboard.ts";
import { diff } from "../diff/diff.ts";
import { documents } from "../documents/documents.ts";
import { drift } from "../drift/drift.ts";
import { hover } from "../hover/hover.ts";
import { incident } from "../incident/incident.ts";
import { copy } from "../restore/copy.ts";
import { restore } from "../restore/restore.ts";
import { demo } from "../sources/demo.ts";
import { menu } from "../sources/menu.ts";
import { sources } from "../sources/choose-source.ts";
import { statusBar } from "../status/status.ts";
import { treeViews } from "../views/tree-views.ts";
import type { Feature } from "./services.ts";

/** All features of the extension. */
export const features: readonly Feature[] = [
  hover,
  annotation,
  codeLens,
  drift,
  treeViews,
  documents,
  diff,
  blameView,
  restore,
  copy,
  incident,
  dashboard,
  statusBar,
  menu,
  sources,
  demo,
];
