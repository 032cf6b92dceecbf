import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { CodeServer } from "./code-server.ts";
import { isolatedEnvironment } from "./isolated-environment.ts";

/** Installs a .vsix as a person would. Several servers may then share `extensionsFolder`. */
export const installExtension = ({ node, entry }: CodeServer, vsix: string, extensionsFolder: string): void => {
  const folder = mkdtempSync(join(tmpdir(), "ma-"));
  mkdirSync(join(folder, "tmp"));
  const args = ["--config", join(folder, "code-server.yaml"), "--user-data-dir", folder, "--extensions-dir", extensionsFolder];
  try {
    const env = isolatedEnvironment(folder);
    const output = execFileSync(node, [entry, ...args, "--install-extension", vsix, "--force"], { env, encoding: "utf8", stdio: "pipe" });
    if (!output.includes("was successfully installed")) throw new Error(`the .vsix was not installed:\n${output}`);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
};
