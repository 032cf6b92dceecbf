import { basename, dirname, join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { inject } from "vitest";
import { launchChromium } from "./chromium.ts";
import { saveEvidence } from "./evidence.ts";
import { makePlaces, removePlaces, writeFiles, type Files, type Places } from "./places.ts";
import { startServer, type Server, type ServerOptions } from "./server.ts";
import { stillSettings, userSettingsFile, type Settings } from "./settings.ts";
import { themes, type ThemeName } from "./themes.ts";

export interface WorkbenchOptions {
  /** The workspace's files, of which a folder is made that goes away with the workbench; or a folder or `.code-workspace` file that is there. */
  workspace: Files | string;
  /** What the folder made of files is called. */
  name?: string;
  /** A `.code-workspace` file among the files to open in place of the folder. */
  open?: string;
  /** Files of the person's home directory, such as `.config/meshaudit/config.yaml`. */
  home?: Files;
  /** User settings on top of those that keep the workbench still. */
  settings?: Settings;
  /** `trusted` unless said otherwise; with `ask` the workbench starts in Restricted Mode. */
  trust?: ServerOptions["trust"];
  theme?: ThemeName;
  /** Added to the environment of the extension host. */
  env?: ServerOptions["env"];
  viewport?: { width: number; height: number };
}

/** A running VS Code with the packaged extension, and the browser that shows it. All functions of this folder take one. */
export interface Workbench {
  page: Page;
  server: Server;
  places: Places;
  /** The folder or `.code-workspace` file that is open. */
  workspace: string;
  /** What the workbench's page wrote to its console. */
  console: readonly string[];
  close: () => Promise<void>;
}

/** Long enough for a busy machine: every wait ends as soon as what it waits for is there. */
const patience = 30_000;
const firstPatience = 60_000;

/** Starts a server and a browser, and waits until the workspace's files are listed. In tests `useWorkbench` does it. */
export const startWorkbench = async (options: WorkbenchOptions): Promise<Workbench> => {
  const { chromium, codeServer, extensionsFolder } = inject("prepared");
  const { name = "workspace", theme = "dark", trust = "trusted", env = {} } = options;
  const places = makePlaces();
  const workspace = typeof options.workspace === "string" ? options.workspace : join(places.work, name, options.open ?? "");
  if (typeof options.workspace !== "string") writeFiles(join(places.work, name), options.workspace);
  writeFiles(places.home, options.home ?? {});
  const settings = { ...stillSettings(theme), ...options.settings };
  writeFiles(dirname(userSettingsFile(places)), { [basename(userSettingsFile(places))]: JSON.stringify(settings, null, 2) });

  const closing: (() => Promise<void> | void)[] = [() => removePlaces(places)];
  const close = async (): Promise<void> => {
    for (let step = closing.pop(); step !== undefined; step = closing.pop()) await step();
  };
  try {
    const server = await startServer(places, { codeServer, extensionsFolder, trust, env });
    closing.push(() => server.stop());
    const browser = await launchChromium(chromium);
    closing.push(() => browser.close());
    const page = await openPage(browser, theme, options.viewport);
    const workbench: Workbench = { page, server, places, workspace, console: listenToConsole(page), close };
    await openWorkspace(workbench, workspace).catch(async (error: unknown) => {
      await saveEvidence(workbench, `start of ${name}`);
      throw error;
    });
    return workbench;
  } catch (error) {
    await close();
    throw error;
  }
};

const openPage = async (browser: Browser, theme: ThemeName, viewport: WorkbenchOptions["viewport"]): Promise<Page> => {
  const context = await browser.newContext({
    viewport: viewport ?? { width: 1400, height: 850 },
    colorScheme: themes[theme].scheme,
    reducedMotion: "reduce",
    permissions: ["clipboard-read", "clipboard-write"],
  });
  context.setDefaultTimeout(patience);
  context.setDefaultNavigationTimeout(firstPatience);
  return context.newPage();
};

const listenToConsole = (page: Page): readonly string[] => {
  const said: string[] = [];
  page.on("console", (message) => said.push(`${message.type()}: ${message.text()}`));
  page.on("pageerror", (error) => said.push(`pageerror: ${error.message}`));
  return said;
};

const goTo = async ({ page, server }: Workbench, workspace: string): Promise<void> => {
  const key = workspace.endsWith(".code-workspace") ? "workspace" : "folder";
  await page.goto(`${server.url}/?${key}=${encodeURIComponent(workspace)}`, { waitUntil: "domcontentloaded" });
  await page.locator(".part.statusbar .statusbar-item").first().waitFor({ timeout: firstPatience });
};

/** Opens a folder or a `.code-workspace` file in place of the one that is open, as a reload of the window does. */
export const openWorkspace = async (workbench: Workbench, workspace: string): Promise<void> => {
  await goTo(workbench, workspace);
  await workbench.page.locator(".explorer-folders-view .monaco-list-row").first().waitFor({ timeout: firstPatience });
};

/** Loads the window anew: a new extension host starts, and what was open, the side bar too, opens again. */
export const reloadWindow = (workbench: Workbench): Promise<void> => goTo(workbench, workbench.workspace);
