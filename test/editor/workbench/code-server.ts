import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { cacheFolder } from "../../cache-folder.ts";
import { plainModules } from "./plain-modules.ts";
import { trimCodeServer, unusedDependencies } from "./trim-code-server.ts";
import { Unavailable } from "./unavailable.ts";

/** 4.139.1 is VS Code 1.139.1. */
const version = "4.139.1";

/** code-server takes no other major version of Node than the one it was built with. */
const nodeVersion = "24.21.0";

/** A program and its first argument. */
export interface CodeServer {
  node: string;
  entry: string;
}

interface Manifest {
  [key: string]: unknown;
  dependencies?: { [name: string]: string };
  packages?: { [path: string]: Manifest };
}

/**
 * The pinned VS Code, installed once for all checkouts: about 20 s and 314 MB from the npm registry, no compiler, no install script.
 *
 * @throws Unavailable where there is no build for this platform or no registry within reach.
 */
export const installCodeServer = (): CodeServer => {
  const platform = `${process.platform}-${process.arch}`;
  if (!["linux-x64", "linux-arm64", "darwin-arm64"].includes(platform)) throw new Unavailable(`no code-server for ${platform}`);
  const folder = join(cacheFolder, "code-server", `code-server-${version}-node-${nodeVersion}-${platform}`);
  if (!existsSync(join(folder, ".ok"))) installInto(folder, platform);
  const modules = join(folder, "node_modules");
  return { node: join(modules, `node-${platform}`, "bin", "node"), entry: join(modules, "code-server", "out", "node", "entry.js") };
};

/** Whole or not at all: two first runs do not trample on one another. */
const installInto = (folder: string, platform: string): void => {
  process.stderr.write(`Installing code-server ${version} into ${dirname(folder)} …\n`);
  const temporary = `${folder}.new-${process.pid}`;
  rmSync(temporary, { recursive: true, force: true });
  mkdirSync(temporary, { recursive: true });
  try {
    const dependencies = { "code-server": version, [`node-${platform}`]: nodeVersion };
    writeFileSync(join(temporary, "package.json"), JSON.stringify({ name: "code-server-cache", private: true, dependencies }));
    npmInstall(temporary, platform, temporary);
    const vscode = join(temporary, "node_modules", "code-server", "lib", "vscode");
    for (const name of ["package.json", "npm-shrinkwrap.json"]) leaveOut(unusedDependencies, join(vscode, name));
    npmInstall(vscode, platform, temporary);
    for (const [path, source] of plainModules) writeFileSync(join(vscode, "node_modules", "@vscode", path), source);
    linkScripts(vscode);
    trimCodeServer({ vscode, node: join(temporary, "node_modules", `node-${platform}`), platform });
    writeFileSync(join(temporary, ".ok"), "");
    if (!existsSync(join(folder, ".ok"))) {
      rmSync(folder, { recursive: true, force: true });
      renameSync(temporary, folder);
    }
  } catch (error) {
    throw new Unavailable(`code-server ${version} cannot be installed: ${error instanceof Error ? error.message : String(error)}`);
  } finally {
    rmSync(temporary, { recursive: true, force: true });
  }
};

/** With the Node that was installed, once there is one. code-server's own lock file pins what it needs. */
const npmInstall = (folder: string, platform: string, root: string): void => {
  const path = `${join(root, "node_modules", `node-${platform}`, "bin")}:${process.env["PATH"] ?? ""}`;
  const quiet = ["--ignore-scripts", "--omit=dev", "--no-audit", "--no-fund", "--loglevel=error"];
  const lock = folder === root ? ["--no-package-lock"] : [];
  const options = { cwd: folder, env: { ...process.env, PATH: path }, stdio: ["ignore", 2, 2] as ["ignore", number, number] };
  execFileSync("npm", ["install", ...quiet, ...lock], options);
};

const leaveOut = (names: readonly string[], file: string): void => {
  const manifest: Manifest = JSON.parse(readFileSync(file, "utf8"));
  for (const part of [manifest, manifest.packages?.[""]]) {
    for (const name of names) delete part?.dependencies?.[name];
    delete part?.["devDependencies"];
  }
  delete manifest["allowScripts"];
  delete manifest["overrides"];
  writeFileSync(file, JSON.stringify(manifest, null, 1));
};

/** What code-server's own install script does beside installing packages. */
const linkScripts = (vscode: string): void => {
  const system = process.platform === "darwin" ? "darwin" : "linux";
  for (const [folder, script, name] of [
    ["remote-cli", "code", "code-server"],
    ["helpers", "browser", "browser.sh"],
  ] as const) {
    const link = join(vscode, "bin", folder, name);
    rmSync(link, { force: true });
    symlinkSync(`${script}-${system}.sh`, link);
  }
};
