import type { Page } from "playwright-core";
import { inject } from "vitest";
import { launchChromium } from "./chromium.ts";
import { saveEvidence } from "./evidence.ts";
import { startServer, type Server, type ServerOptions } from "./server.ts";
import { stillSettings, type Settings } from "./settings.ts";
import { themes, type ThemeName } from "./themes.ts";

export interface WorkbenchOptions extends Pick<ServerOptions, "env" | "home"> {
  /** The folder to open, or a `.code-workspace` file. */
  workspace: string;
  /** User settings on top of those that keep the workbench still. */
  settings?: Settings;
  /** `trusted` unless said otherwise; with `ask` the workbench starts in Restricted Mode. */
  trust?: ServerOptions["trust"];
  theme?: ThemeName;
  viewport?: { width: number; height: number };
}

/** A running VS Code with the packaged extension, and the browser that shows it. All functions of this folder take one. */
export interface Workbench {
  page: Page;
  server: Server;
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
  const theme = options.theme ?? "dark";
  const settings = { ...stillSettings(theme), ...options.settings };
  const { env = {}, home = {}, trust = "trusted" } = options;
  const server = await startServer({ codeServer, extensionsFolder, settings, trust, env, home });
  const browser = await launchChromium(chromium).catch(async (error: unknown) => {
    await server.stop();
    throw error;
  });
  const close = async (): Promise<void> => {
    await browser.close();
    await server.stop();
  };
  const context = await browser.newContext({
    viewport: options.viewport ?? { width: 1400, height: 850 },
    colorScheme: themes[theme].scheme,
    reducedMotion: "reduce",
    permissions: ["clipboard-read", "clipboard-write"],
  });
  const page = await context.newPage();
  page.setDefaultTimeout(patience);
  page.setDefaultNavigationTimeout(firstPatience);
  const said: string[] = [];
  page.on("console", (message) => said.push(`${message.type()}: ${message.text()}`));
  page.on("pageerror", (error) => said.push(`pageerror: ${error.message}`));
  const workbench: Workbench = { page, server, workspace: options.workspace, console: said, close };
  try {
    await openWorkspace(workbench, options.workspace);
    return workbench;
  } catch (error) {
    await saveEvidence(workbench, "start");
    await close();
    throw error;
  }
};

/** Opens a folder or a `.code-workspace` file in place of the one that is open, as a reload of the window does. */
export const openWorkspace = async ({ page, server }: Workbench, workspace: string): Promise<void> => {
  const key = workspace.endsWith(".code-workspace") ? "workspace" : "folder";
  await page.goto(`${server.url}/?${key}=${encodeURIComponent(workspace)}`, { waitUntil: "domcontentloaded" });
  await page.locator(".explorer-folders-view .monaco-list-row").first().waitFor({ timeout: firstPatience });
  await page.locator(".part.statusbar .statusbar-item").first().waitFor();
};

/** Loads the window anew: a new extension host starts, and the editors that were open open again. */
export const reloadWindow = (workbench: Workbench): Promise<void> => openWorkspace(workbench, workbench.workspace);
