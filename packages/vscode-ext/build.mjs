// Bundles the extension into dist/: its entry, the analysis thread, core's scan worker and the Kubernetes client, each a file of its own, so
// that each is loaded only when it is needed. All dependencies are in them.
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const folder = fileURLToPath(new URL(".", import.meta.url));

/** What is left to a file of its own. */
const apart = {
  name: "apart",
  setup({ onResolve }) {
    onResolve({ filter: /\/kubernetes-client\.ts$/ }, ({ kind }) =>
      kind === "entry-point" ? null : { path: "./kubernetes-client.cjs", external: true },
    );
  },
};

/** Of the Kubernetes client only what is named is bundled: its modules do nothing by being loaded, though its package does not say so. */
const onlyWhatIsNamed = {
  name: "only-what-is-named",
  setup({ onResolve, resolve }) {
    onResolve({ filter: /^\.|^@kubernetes\/client-node$/ }, async ({ path, pluginData, importer, resolveDir, kind }) => {
      if (pluginData === "resolved") return null;
      const found = await resolve(path, { importer, resolveDir, kind, pluginData: "resolved" });
      return /@kubernetes[\\/]client-node[\\/]/.test(found.path) ? { path: found.path, sideEffects: false } : null;
    });
  },
};

const options = {
  absWorkingDir: folder,
  outdir: "dist",
  bundle: true,
  platform: "node",
  target: "node22.19",
  supported: { "dynamic-import": false },
  conditions: ["meshaudit-source"],
  minifySyntax: true,
  minifyWhitespace: true,
  logLevel: "warning",
};
const cjs = { ...options, format: "cjs", outExtension: { ".js": ".cjs" } };

await Promise.all([
  build({ ...cjs, entryPoints: { extension: "src/extension.ts" }, external: ["vscode"], plugins: [apart] }),
  build({ ...cjs, entryPoints: { analysis: "src/analysis/worker.ts" }, plugins: [apart] }),
  build({ ...cjs, entryPoints: { "kubernetes-client": "@meshaudit/client/kubernetes-client" }, plugins: [onlyWhatIsNamed] }),
  build({ ...options, entryPoints: { "scan-worker": "@meshaudit/core/scan-worker" }, format: "esm", outExtension: { ".js": ".mjs" } }),
]);
