// Bundles the extension into dist/: its entry, the analysis thread, core's scan worker, the process that queries are answered in and the
// Kubernetes client, each a file of its own, so that each is loaded only when it is needed. All dependencies but DuckDB are in them. Beside
// them the dashboard's page.
import { rmSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { bringCountries, licencesIn, onlyWhatIsNamed } from "@meshaudit/client/bundle";
import { buildPage } from "@meshaudit/dashboard/bundle";
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
  // Licences are written to a file of their own, below.
  legalComments: "none",
  metafile: true,
  logLevel: "warning",
  // A native module of the child's alone: package.mjs puts it beside.
  external: ["@duckdb/node-api"],
};
const cjs = { ...options, format: "cjs", outExtension: { ".js": ".cjs" } };

const builds = await Promise.all([
  build({ ...cjs, entryPoints: { extension: "src/extension.ts" }, external: [...options.external, "vscode"], plugins: [apart] }),
  build({ ...cjs, entryPoints: { analysis: "src/analysis/worker.ts" }, plugins: [apart] }),
  build({ ...cjs, entryPoints: { "kubernetes-client": "@meshaudit/client/kubernetes-client" }, plugins: [onlyWhatIsNamed] }),
  build({
    ...options,
    supported: {},
    entryPoints: { "query-child": "@meshaudit/core/query-child" },
    format: "esm",
    outExtension: { ".js": ".mjs" },
  }),
  build({ ...options, entryPoints: { "scan-worker": "@meshaudit/core/scan-worker" }, format: "esm", outExtension: { ".js": ".mjs" } }),
]);

const page = await buildPage(`${folder}dist/dashboard`);
// The editor's own page begins with its policy, and a report as a file is written by the plugin.
for (const name of ["index.html", "icon.svg", "file.js"]) rmSync(`${folder}dist/dashboard/${name}`);

const licences = licencesIn([...builds.map(({ metafile }) => metafile), ...page], folder);
const notices = [licences, bringCountries(`${folder}dist`)].join(`\n${"-".repeat(80)}\n\n`);
writeFileSync(new URL("dist/THIRD-PARTY-LICENSES.txt", import.meta.url), notices);
