import { menu } from "../sources/menu.ts";
import { sources } from "../sources/choose-source.ts";
import { statusBar } from "../status/status.ts";
import { treeViews } from "../views/tree-views.ts";
import type { Feature } from "./services.ts";

/** All features of the extension. */
export const features: readonly Feature[] = [statusBar, menu, sources, treeViews];
