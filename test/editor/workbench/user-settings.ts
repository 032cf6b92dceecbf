import { readFileSync, writeFileSync } from "node:fs";
import { userSettingsFile, type Settings } from "./settings.ts";
import { reloadWindow, type Workbench } from "./workbench.ts";

/** The user settings as they are on disk, with what the workbench wrote itself. */
export const userSettings = ({ places }: Workbench): Settings => JSON.parse(readFileSync(userSettingsFile(places), "utf8"));

/** Changes user settings. The workbench does not watch their file, so its window is reloaded; the editors open again by themselves. */
export const changeUserSettings = async (workbench: Workbench, changes: Settings): Promise<void> => {
  writeFileSync(userSettingsFile(workbench.places), JSON.stringify({ ...userSettings(workbench), ...changes }, null, 2));
  await reloadWindow(workbench);
};
