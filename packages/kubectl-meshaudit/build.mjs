// Bundles the plugin into dist/: the program, the Kubernetes client and the scan worker, each a file of its own, so that each is loaded only
// when it is needed. All dependencies are in them.
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const folder = fileURLToPath(new URL(".", import.meta.url));

/** The Kubernetes client is left to its own file. */
const kubernetesClient = {
  name: "kubernetes-client",
  setup({ onResolve }) {
    onResolve({ filter: /^@kubernetes\/client-node$/ }, ({ kind }) =>
      kind === "entry-point" ? null : { path: "./kubernetes-client.cjs", external: true },
    );
  },
};

const options = {
  absWorkingDir: folder,
  outdir: "dist",
  bundle: true,
  platform: "node",
  target: "node22.19",
  conditions: ["meshaudit-source"],
  minifySyntax: true,
  minifyWhitespace: true,
  legalComments: "none",
  logLevel: "warning",
};

await Promise.all([
  // CommonJS: the entry file is, and a bundle of it starts faster.
  build({
    ...options,
    entryPoints: { main: "src/main.ts", "kubernetes-client": "@kubernetes/client-node" },
    format: "cjs",
    outExtension: { ".js": ".cjs" },
    plugins: [kubernetesClient],
  }),
  build({ ...options, entryPoints: { "scan-worker": "@meshaudit/core/scan-worker" }, format: "esm", outExtension: { ".js": ".mjs" } }),
]);
