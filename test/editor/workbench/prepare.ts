import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { findChromium } from "./chromium.ts";
import { installCodeServer, type CodeServer } from "./code-server.ts";
import { installExtension } from "./install-extension.ts";

const extension = resolve(import.meta.dirname, "../../../packages/vscode-ext");

/** What every workbench of a run is started with. */
export interface Prepared {
  chromium: string;
  codeServer: CodeServer;
  /** Holds the packaged extension, installed. */
  extensionsFolder: string;
}

/**
 * Makes sure of Chromium and code-server, packages the extension, and installs it into a folder of the run.
 *
 * @throws Unavailable where this machine has no Chromium or code-server, and none can be had.
 */
export const prepare = (): Prepared => {
  const chromium = findChromium();
  const codeServer = installCodeServer();
  execFileSync(process.execPath, [join(extension, "package.mjs")], { stdio: ["ignore", "ignore", 2] });
  const extensionsFolder = mkdtempSync(join(tmpdir(), "meshaudit-extensions-"));
  try {
    installExtension(codeServer, join(extension, "meshaudit.vsix"), extensionsFolder);
    return { chromium, codeServer, extensionsFolder };
  } catch (error) {
    cleanUp({ extensionsFolder });
    throw error;
  }
};

/** Removes what `prepare` made for one run. */
export const cleanUp = ({ extensionsFolder }: Pick<Prepared, "extensionsFolder">): void =>
  rmSync(extensionsFolder, { recursive: true, force: true });
