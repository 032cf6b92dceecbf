import { join } from "node:path";
import type { Places } from "./places.ts";
import { themes, type ThemeName } from "./themes.ts";

/** User settings by their names. */
export interface Settings {
  [name: string]: unknown;
}

/** Settings that keep the workbench still: nothing opens, updates, asks or saves by itself. */
export const stillSettings = (theme: ThemeName): Settings => ({
  "workbench.startupEditor": "none",
  "workbench.tips.enabled": false,
  "workbench.enableExperiments": false,
  "workbench.reduceMotion": "on",
  "workbench.secondarySideBar.defaultVisibility": "hidden",
  "workbench.editor.enablePreview": false,
  // Some editors would open in a dialog, which takes no commands.
  "workbench.editor.useModal": "off",
  // The colour scheme of the browser switches between both: without a reload, and with what is shown left as it is.
  "window.autoDetectColorScheme": true,
  "window.autoDetectHighContrast": false,
  "workbench.preferredDarkColorTheme": themes[theme].scheme === "dark" ? themes[theme].setting : themes.dark.setting,
  "workbench.preferredLightColorTheme": themes[theme].scheme === "light" ? themes[theme].setting : themes.light.setting,
  "chat.disableAIFeatures": true,
  "telemetry.telemetryLevel": "off",
  "extensions.autoUpdate": false,
  "extensions.autoCheckUpdates": false,
  "extensions.ignoreRecommendations": true,
  "update.mode": "none",
  "security.workspace.trust.startupPrompt": "never",
  "files.autoSave": "off",
  "editor.accessibilitySupport": "off",
  "editor.hover.delay": 100,
  "editor.minimap.enabled": false,
  "editor.stickyScroll.enabled": false,
  "git.openRepositoryInParentFolders": "never",
});

/** Where a server keeps the user settings. */
export const userSettingsFile = ({ data }: Places): string => join(data, "User", "settings.json");
