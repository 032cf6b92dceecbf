import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Settings } from "./settings.ts";
import { openWorkspace, type Workbench } from "./workbench.ts";

/** The user settings as they are on disk, with what the workbench wrote itself. */
export const userSettings = ({ server }: Workbench): Settings => JSON.parse(readFileSync(fileOf(server.folder), "utf8"));

/** Changes user settings. The workbench does not watch their file, so its window is reloaded; the editors open again by themselves. */
export const changeUserSettings = async (workbench: Workbench, changes: Settings): Promise<void> => {
  writeFileSync(fileOf(workbench.server.folder), JSON.stringify({ ...userSettings(workbench), ...changes }, null, 2));
  await openWorkspace(workbench, workbench.workspace);
};

const fileOf = (folder: string): string => join(folder, "User", "settings.json");
