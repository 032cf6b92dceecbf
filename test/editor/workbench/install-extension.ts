import { execFileSync } from "node:child_process";
import { join } from "node:path";
import type { CodeServer } from "./code-server.ts";
import { isolatedEnvironment } from "./isolated-environment.ts";
import { makePlaces, removePlaces } from "./places.ts";

/** Installs a .vsix as a person would. Several servers may then share `extensionsFolder`. */
export const installExtension = ({ node, entry }: CodeServer, vsix: string, extensionsFolder: string): void => {
  const places = makePlaces();
  const args = [
    `--config=${join(places.data, "code-server.yaml")}`,
    `--user-data-dir=${places.data}`,
    `--extensions-dir=${extensionsFolder}`,
  ];
  try {
    const env = isolatedEnvironment(places);
    const output = execFileSync(node, [entry, ...args, "--install-extension", vsix, "--force"], { env, encoding: "utf8", stdio: "pipe" });
    if (!output.includes("was successfully installed")) throw new Error(`the .vsix was not installed:\n${output}`);
  } finally {
    removePlaces(places);
  }
};
