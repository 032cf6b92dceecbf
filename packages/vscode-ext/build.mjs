// Bundles the extension into dist/.
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

await build({
  absWorkingDir: fileURLToPath(new URL(".", import.meta.url)),
  entryPoints: { extension: "src/extension.ts" },
  outdir: "dist",
  outExtension: { ".js": ".cjs" },
  bundle: true,
  platform: "node",
  target: "node22.19",
  format: "cjs",
  external: ["vscode"],
  conditions: ["meshaudit-source"],
  logLevel: "warning",
});
