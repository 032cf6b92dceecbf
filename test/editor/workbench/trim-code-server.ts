import { existsSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";

/** Packages of the server that serve agents, dev containers, ssh, Windows and Kerberos: none is loaded unless used. */
export const unusedDependencies = [
  "@devcontainers/cli",
  "@github/copilot-sdk",
  "@microsoft/mxc-sdk",
  "@vscode/copilot-api",
  "@vscode/sandbox-runtime",
  "@vscode/sqlite3",
  "@vscode/windows-process-tree",
  "@vscode/windows-registry",
  "kerberos",
  "ssh2",
] as const;

const unusedExtensions = [
  "copilot",
  "github",
  "mermaid-markdown-features",
  "microsoft-authentication",
  "ms-vscode.js-debug",
  "ms-vscode.js-debug-companion",
  "ms-vscode.vscode-js-profile-table",
  "tunnel-forwarding",
];

/** Takes from an installed code-server and its Node what a test never touches: three quarters of it. */
export const trimCodeServer = (installed: { vscode: string; node: string; platform: string }): void => {
  const { vscode, node, platform } = installed;
  const unused = [
    ...unusedExtensions.map((name) => join(vscode, "extensions", name)),
    ...otherEntries(join(vscode, "node_modules", "@vscode", "ripgrep-universal", "bin"), platform),
    ...otherEntries(join(vscode, "node_modules", "node-pty", "prebuilds"), platform),
    ...["include", "share", "CHANGELOG.md"].map((name) => join(node, name)),
    join(vscode, "out", "nls.metadata.json"),
  ];
  for (const path of unused) rmSync(path, { recursive: true, force: true });
};

const otherEntries = (folder: string, kept: string): string[] =>
  existsSync(folder) ? readdirSync(folder).flatMap((name) => (name === kept ? [] : [join(folder, name)])) : [];
